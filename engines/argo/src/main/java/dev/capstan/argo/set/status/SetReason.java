package dev.capstan.argo.set.status;

/** Reasons of the conditions of a set, as others read them. */
public enum SetReason {
    /** Something else went wrong. */
    ERROR_OCCURRED("ErrorOccurred"),
    /** All is as the set says. */
    UP_TO_DATE("ApplicationSetUpToDate"),
    /** Generators and templates could be evaluated. */
    PARAMETERS_GENERATED("ParametersGenerated"),
    /** A generator failed. */
    PARAMETERS_FAILED("ApplicationGenerationFromParamsError"),
    /** A template failed. */
    TEMPLATE_FAILED("RenderTemplateParamsError"),
    /** A generated Application is not valid. */
    VALIDATION_FAILED("ApplicationValidationError"),
    /** An Application could not be created. */
    CREATE_FAILED("CreateApplicationError"),
    /** An Application could not be changed. */
    UPDATE_FAILED("UpdateApplicationError"),
    /** An Application could not be deleted, or is not for now. */
    DELETE_FAILED("DeleteApplicationError"),
    /** The request for a refresh could not be taken away. */
    REFRESH_FAILED("RefreshApplicationError"),
    /** A rollout takes place. */
    MODIFIED("ApplicationSetModified"),
    /** A rollout is complete. */
    ROLLOUT_COMPLETE("ApplicationSetRolloutComplete"),
    /** A rollout cannot begin. */
    ROLLOUT_FAILED("ApplicationSetRolloutError"),
    /** The steps of a rollout make no sense. */
    ROLLOUT_INVALID("ApplicationSetInvalidRolloutConfig"),
    /** The steps of a rollout make sense. */
    ROLLOUT_VALID("ApplicationSetValidRolloutConfig");

    private final String wireName;

    SetReason(String wireName) {
        this.wireName = wireName;
    }

    /** As it stands in a status. */
    public String wireName() {
        return wireName;
    }
}
