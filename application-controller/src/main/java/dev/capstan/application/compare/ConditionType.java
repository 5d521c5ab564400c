package dev.capstan.application.compare;

/** The types of conditions. */
public enum ConditionType {
    /** Manifests or live objects could not be loaded or compared; nothing is synced. */
    COMPARISON_ERROR("ComparisonError"),
    /** The spec cannot be used, or its project does not permit it; nothing is synced. */
    INVALID_SPEC_ERROR("InvalidSpecError"),
    /** Automation does not sync, and people must know why. */
    SYNC_ERROR("SyncError"),
    /** The deletion does not go on. */
    DELETION_ERROR("DeletionError"),
    /** A fault of the controller. */
    UNKNOWN_ERROR("UnknownError"),
    /** An object is that of somebody else as well. */
    SHARED_RESOURCE_WARNING("SharedResourceWarning"),
    /** An object stands in the sources several times. */
    REPEATED_RESOURCE_WARNING("RepeatedResourceWarning"),
    /** An object is of a kind that {@code argocd-cm} excludes. */
    EXCLUDED_RESOURCE_WARNING("ExcludedResourceWarning"),
    /** There are objects in the namespace that nobody manages. */
    ORPHANED_RESOURCE_WARNING("OrphanedResourceWarning"),
    /** The spec has a field that will not stay, or a Secret holds more than is needed. */
    DEPRECATED_FIELD_WARNING("DeprecatedFieldWarning"),
    /** Something that the spec or a source says is not acted on. */
    IGNORED_SETTING_WARNING("IgnoredSettingWarning");

    private final String text;

    ConditionType(String text) {
        this.text = text;
    }

    /** As a status says it. */
    @Override
    public String toString() {
        return text;
    }
}
