package dev.capstan.api.meta;

/**
 * Every reason that occurs in a condition or an event, once. The text is part of the wire contract: it never changes its meaning, and one
 * that is no longer used is marked and not given a second life. A reserved one belongs to the contract with Flux's clients, and no
 * controller of this release writes it; what its text means is settled all the same.
 */
public enum Reason {
    /** Appears when a step or a whole run succeeded; goes with the next failure. */
    SUCCEEDED("Succeeded"),
    /** Appears when a run failed for a cause without a reason of its own; goes with the next success. */
    FAILED("Failed"),
    /** Appears while a run is going on; goes when it ends. */
    PROGRESSING("Progressing"),
    /** Appears after a failed run that will be tried again; goes with success or a terminal failure. */
    PROGRESSING_WITH_RETRY("ProgressingWithRetry"),
    /** Reserved: appears when an object is found suspended; goes when it is resumed. */
    SUSPENDED("Suspended"),
    /** Appears while a dependency is missing or not ready; goes when it is ready. */
    DEPENDENCY_NOT_READY("DependencyNotReady"),
    /** Reserved: appears when a path is unusable; goes when the input is corrected. */
    INVALID_PATH("InvalidPath"),
    /** Reserved: appears when an address cannot be used as written; goes when it is corrected. */
    INVALID_URL("InvalidURL"),
    /** Reserved: appears when plain HTTP is asked for but not allowed; goes when either changes. */
    INSECURE_CONNECTIONS_DISALLOWED("InsecureConnectionsDisallowed"),
    /** Reserved: appears when the scheme of an address is not supported; goes when it is corrected. */
    UNSUPPORTED_CONNECTION_TYPE("UnsupportedConnectionType"),
    /** Appears when an object refers to another namespace and that is forbidden; goes when the reference or the rule changes. */
    ACCESS_DENIED("AccessDenied"),
    /** Appears when a CEL expression does not compile; goes when it is corrected. */
    INVALID_CEL_EXPRESSION("InvalidCELExpression"),
    /** Reserved: appears when a field needs a feature that is switched off; goes when either changes. */
    FEATURE_GATE_DISABLED("FeatureGateDisabled"),
    /** Appears when a field is accepted but not acted on by this release; goes when the field is removed. */
    UNSUPPORTED_FIELD("UnsupportedField"),
    /** Appears when a stored object cannot be read by this release; goes when it is corrected. */
    UNDECODABLE_OBJECT("UndecodableObject"),
    /** Appears when the controller itself made a mistake; goes with the next success. */
    INTERNAL_ERROR("InternalError"),

    /** Appears when the URL of a source is malformed; goes when it is corrected. */
    URL_INVALID("URLInvalid"),
    /** Appears when credentials are missing, malformed or refused; goes when they work. */
    AUTHENTICATION_FAILED("AuthenticationFailed"),
    /** Appears when keys to verify a signature with cannot be read, or a chart has no signature that holds; goes when it has. */
    VERIFICATION_ERROR("VerificationError"),
    /** Appears when the cloud provider of a source is misconfigured; goes when it is corrected. */
    INVALID_PROVIDER_CONFIGURATION("InvalidProviderConfiguration"),
    /** Reserved: appears when a Git operation succeeded; goes with the next failure. */
    GIT_OPERATION_SUCCEEDED("GitOperationSucceeded"),
    /** Appears when the Git remote cannot be reached or answers wrongly; goes with the next good answer. */
    GIT_OPERATION_FAILED("GitOperationFailed"),
    /** Reserved: appears when a bucket was listed and read; goes with the next failure. */
    BUCKET_OPERATION_SUCCEEDED("BucketOperationSucceeded"),
    /** Appears when a bucket cannot be listed or read; goes with the next good answer. */
    BUCKET_OPERATION_FAILED("BucketOperationFailed"),
    /** Appears when the token service of a bucket is misconfigured; goes when it is corrected. */
    INVALID_STS_CONFIGURATION("InvalidSTSConfiguration"),
    /** Appears when the registry cannot be reached or answers wrongly; goes with the next good answer. */
    OCI_ARTIFACT_PULL_FAILED("OCIArtifactPullFailed"),
    /** Appears when the layer of an OCI artifact cannot be chosen, read or unpacked; goes with an artifact whose layer can. */
    OCI_ARTIFACT_LAYER_OPERATION_FAILED("OCIArtifactLayerOperationFailed"),
    /** Appears when the repository has no commit; goes with its first one. */
    EMPTY_GIT_REPOSITORY("EmptyGitRepository"),
    /** Appears when tag verification is asked for without a tag; goes when the input is corrected. */
    INVALID_VERIFICATION_MODE("InvalidVerificationMode"),
    /** Appears when the object to verify has no signature; goes with a signed revision. */
    INVALID_GIT_OBJECT("InvalidGitObject"),
    /** Appears when no key fits the signature of the tag; goes with a verified revision. */
    INVALID_TAG_SIGNATURE("InvalidTagSignature"),
    /** Appears when no key fits the signature of the commit; goes with a verified revision. */
    INVALID_COMMIT_SIGNATURE("InvalidCommitSignature"),
    /** Appears when a protected branch was moved by force; goes when it is moved back, or the commit is accepted. */
    FORCE_PUSH_REFUSED("ForcePushRefused"),
    /** Appears when a protected branch has a commit of somebody who may not write to it; goes when the commit is gone or accepted. */
    AUTHOR_NOT_ALLOWED("AuthorNotAllowed"),
    /** Appears, as an event, when an annotation let an update of a protected branch through that a rule refuses. */
    BRANCH_UPDATE_LET_THROUGH("BranchUpdateLetThrough"),
    /** Appears when the remote offers a newer revision than the stored one; goes when that is stored. */
    NEW_REVISION("NewRevision"),
    /** Appears, as an event, when an artifact with another digest was stored. */
    NEW_ARTIFACT("NewArtifact"),
    /** Reserved: appears, as an event, when the remote has nothing new. */
    ARTIFACT_UP_TO_DATE("ArtifactUpToDate"),
    /** Appears, as an event, when the stored artifact is missing or does not match its digest. */
    ARTIFACT_VERIFICATION_FAILED("ArtifactVerificationFailed"),
    /** Reserved: appears when an included artifact changed; goes when the new one is stored. */
    INCLUDE_CHANGE("IncludeChange"),
    /** Appears when an included object does not exist; goes when it does. */
    NOT_FOUND("NotFound"),
    /** Appears when an included object has no artifact yet; goes when it has. */
    NO_ARTIFACT("NoArtifact"),
    /** Appears when the index of a chart repository cannot be used; goes with the next good one. */
    INDEXATION_FAILED("IndexationFailed"),
    /** Appears when the artifact is a chart as its author packed it; goes when another is offered. */
    CHART_PULL_SUCCEEDED("ChartPullSucceeded"),
    /** Appears when the artifact is a chart that was packed here; goes when another is offered. */
    CHART_PACKAGE_SUCCEEDED("ChartPackageSucceeded"),
    /** Appears when there is no such chart or version; goes when the input or the source changes. */
    INVALID_CHART_REFERENCE("InvalidChartReference"),
    /** Appears when a chart cannot be fetched; goes when it can. */
    CHART_PULL_ERROR("ChartPullError"),
    /** Appears when a values file is missing or cannot be read; goes when the input or the source changes. */
    VALUES_FILES_ERROR("ValuesFilesError"),
    /** Appears when a dependency of a chart cannot be had; goes when it can. */
    DEPENDENCY_BUILD_ERROR("DependencyBuildError"),
    /** Appears when a chart cannot be packed; goes when it can. */
    CHART_PACKAGE_ERROR("ChartPackageError"),
    /** Appears when a chart of a registry has no signature that holds; goes when it has. */
    CHART_VERIFICATION_ERROR("ChartVerificationError"),
    /** Appears when the source of a chart has no artifact yet; goes when it has. */
    NO_SOURCE_ARTIFACT("NoSourceArtifact"),
    /** Appears when the source of a chart does not exist; goes when it does. */
    SOURCE_UNAVAILABLE("SourceUnavailable"),
    /** Appears when a chart is asked for from a kind that holds none; goes when the input changes. */
    UNSUPPORTED_SOURCE_KIND("UnsupportedSourceKind"),
    /** Reserved: appears when a folder of the storage cannot be made; goes when it can. */
    DIRECTORY_CREATION_FAILED("DirectoryCreationFailed"),
    /** Reserved: appears when a file of the storage cannot be looked at; goes when it can. */
    STAT_OPERATION_FAILED("StatOperationFailed"),
    /** Reserved: appears when the lock of an artifact cannot be had; goes when it can. */
    ACQUIRE_LOCK_FAILED("AcquireLockFailed"),
    /** Appears when the archive cannot be written; goes when it can. */
    ARCHIVE_OPERATION_FAILED("ArchiveOperationFailed"),
    /** Appears when ignore rules cannot be read; goes when they are corrected. */
    SOURCE_IGNORE_ERROR("SourceIgnoreError"),
    /** Reserved: appears when an include points outside; goes when it is corrected. */
    ILLEGAL_PATH("IllegalPath"),
    /** Appears when an include cannot be copied; goes when it can. */
    COPY_FAILURE("CopyFailure"),
    /** Appears when an annotation suspends an ArtifactGenerator; goes with the annotation. */
    RECONCILIATION_DISABLED("ReconciliationDisabled"),
    /** Appears, as an event, when old artifacts were removed. */
    GARBAGE_COLLECTION_SUCCEEDED("GarbageCollectionSucceeded"),
    /** Appears, as an event, when old artifacts could not be removed. */
    GARBAGE_COLLECTION_FAILED("GarbageCollectionFailed"),

    /** Appears when the artifact is missing, unreachable, broken or without the path; goes with the next good one. */
    ARTIFACT_FAILED("ArtifactFailed"),
    /** Appears when build, decryption or substitution failed; goes with the next good build. */
    BUILD_FAILED("BuildFailed"),
    /** Appears when objects could not be deleted; goes when they could. */
    PRUNE_FAILED("PruneFailed"),
    /** Appears when managed objects failed or timed out; goes when they are healthy. */
    HEALTH_CHECK_FAILED("HealthCheckFailed"),
    /** Appears when a health check was given up for newer input; goes with the next result. */
    HEALTH_CHECK_CANCELED("HealthCheckCanceled"),
    /** Appears when everything was applied and, if asked, is healthy; goes with the next failure. */
    RECONCILIATION_SUCCEEDED("ReconciliationSucceeded"),
    /** Appears when objects could not be applied; goes with the next success. */
    RECONCILIATION_FAILED("ReconciliationFailed"),
    /** Appears, as an event, when a managed object was changed by somebody else and put back. */
    DRIFT_CORRECTED("DriftCorrected"),

    /** Appears when a release was installed; goes with the next action. */
    INSTALL_SUCCEEDED("InstallSucceeded"),
    /** Appears when a release could not be installed; goes with the next action. */
    INSTALL_FAILED("InstallFailed"),
    /** Appears when a release was upgraded; goes with the next action. */
    UPGRADE_SUCCEEDED("UpgradeSucceeded"),
    /** Appears when a release could not be upgraded; goes with the next action. */
    UPGRADE_FAILED("UpgradeFailed"),
    /** Appears when the tests of a release passed; goes with the next release. */
    TEST_SUCCEEDED("TestSucceeded"),
    /** Appears when a test of a release failed; goes with the next release. */
    TEST_FAILED("TestFailed"),
    /** Appears when a release is made and its tests are still to run; goes when they have. */
    AWAITING_TESTS("AwaitingTests"),
    /** Appears when a failed upgrade was rolled back, or a rollback was asked for; goes with the next release. */
    ROLLBACK_SUCCEEDED("RollbackSucceeded"),
    /**
     * Appears when a failed upgrade could not be rolled back, or a rollback that was asked for failed; goes with the next
     * release. As an event also when a rollback that was asked for is refused.
     */
    ROLLBACK_FAILED("RollbackFailed"),
    /** Appears when a release was uninstalled; goes with the next release. */
    UNINSTALL_SUCCEEDED("UninstallSucceeded"),
    /** Appears when a release could not be uninstalled; goes when it could. */
    UNINSTALL_FAILED("UninstallFailed"),
    /** Appears when others changed objects of a release; goes when they are as released, or when nobody looks any more. */
    DRIFT_DETECTED("DriftDetected"),
    /** Appears when all objects of a release are as released; goes with the next drift, or when nobody looks any more. */
    NO_DRIFT_DETECTED("NoDriftDetected"),
    /** Appears, as an event, when objects of a release could not be put back. */
    DRIFT_CORRECTION_FAILED("DriftCorrectionFailed"),
    /** Appears while the source of the chart is missing, has not seen its spec, or has no artifact; goes when it has. */
    SOURCE_NOT_READY("SourceNotReady"),
    /** Appears when values are missing or cannot be read or merged; goes when they can. */
    VALUES_ERROR("ValuesError"),
    /** Appears when the version of the chart does not fit its tag or its digest; goes with another chart. */
    CHART_MUTATE_ERROR("ChartMutateError"),
    /** Appears when the cluster of a release, or the account to use there, cannot be used; goes when it can. */
    REST_CLIENT_ERROR("RESTClientError"),
    /** Reserved: appears when the state of objects cannot be read; goes when it can. */
    RESOURCE_MANAGER_ERROR("ResourceManagerError"),
    /** Appears when the records of a release cannot be read or written; goes when they can. */
    FACTORY_ERROR("FactoryError"),
    /** Reserved: appears when the settings of an action are wrong; goes when they are corrected. */
    CONFIG_FACTORY_ERR("ConfigFactoryErr"),
    /** Appears when the state of a release cannot be told; goes when it can. */
    STATE_ERROR("StateError"),
    /** Appears when an action ended before it changed the records of a release; goes with the next one that does. */
    RECONCILE_ERROR("ReconcileError"),
    /** Appears when an action on a release was broken off and the release is free again; goes with the next action. */
    PENDING_RELEASE("PendingRelease"),
    /** Appears when a release failed as often as it may; goes with another chart, spec or values, or on request. */
    RETRIES_EXCEEDED("RetriesExceeded"),
    /** Appears when a failed upgrade has no good release before it; goes with another chart, spec or values, or on request. */
    MISSING_ROLLBACK_TARGET("MissingRollbackTarget"),
    /** Appears, as an event, when the objects of a release cannot be listed. */
    INVENTORY_BUILD_FAILED("InventoryBuildFailed"),
    /** Reserved: appears, as an event, when a namespace could not be looked up before a release. */
    NAMESPACE_CHECK_SKIPPED("NamespaceCheckSkipped"),
    /** Appears, as an event, when a HelmChart was made of a template. */
    HELM_CHART_CREATED("HelmChartCreated"),
    /** Appears, as an event, when a HelmChart was changed to its template. */
    HELM_CHART_CONFIGURED("HelmChartConfigured"),
    /** Appears, as an event, when a HelmChart was deleted because its template is gone. */
    HELM_CHART_DELETED("HelmChartDeleted"),
    /** Appears, as an event, when a HelmChart could not be made, changed or deleted. */
    HELM_CHART_SYNC_ERR("HelmChartSyncErr"),

    /** Appears when the Secret of a receiver has no usable token; goes when it has. */
    TOKEN_NOT_FOUND("TokenNotFound"),
    /** Appears when a spec is wrong in a way that the API server cannot see; goes when it is corrected. */
    VALIDATION_FAILED("ValidationFailed"),
    /** Appears, as an event, when a regular expression of an alert is wrong and skipped. */
    INVALID_CONFIG("InvalidConfig"),
    /**
     * Appears when the sources that an artifact is made from cannot be read; goes when they can. Also, as an event, when the object an
     * event is about could not be read to compare its labels.
     */
    SOURCE_FETCH_FAILED("SourceFetchFailed"),
    /** Appears, as an event, when a notification could not be delivered. */
    NOTIFICATION_DISPATCH_FAILED("NotificationDispatchFailed"),
    /** Appears, as an event, when a metadata key of a notification comes from more than one place. */
    METADATA_APPEND_FAILED("MetadataAppendFailed"),

    /** Appears when the name of an image cannot be used; goes when it is corrected. */
    IMAGE_URL_INVALID("ImageURLInvalid"),
    /** Appears when the tags of an image cannot be listed or kept; goes with the next good answer. */
    READ_OPERATION_FAILED("ReadOperationFailed"),
    /** Appears when an image cannot be chosen for a cause without a reason of its own; goes with the next success. */
    FAILURE("Failure"),
    /** Appears when the policy of an ImagePolicy cannot be used as it is written; goes when it is corrected. */
    INVALID_POLICY("InvalidPolicy"),
    /** Appears when digests are to be looked up again and again, and nothing says how often; goes when the spec changes. */
    INTERVAL_NOT_CONFIGURED("IntervalNotConfigured"),
    /** Appears when the update strategy of an automation is unknown; goes when it is corrected. */
    INVALID_UPDATE_STRATEGY("InvalidUpdateStrategy"),
    /** Appears when an automation does not say how to commit, or names a source that it cannot write to; goes when it does. */
    INVALID_SOURCE_CONFIGURATION("InvalidSourceConfiguration"),
    /** Appears when the repository of an automation cannot be found or opened, or no branch is known; goes when it can. */
    SOURCE_MANAGER_FAILED("SourceManagerFailed"),
    /** Appears when images cannot be written to files; goes with the next success. */
    UPDATE_FAILED("UpdateFailed"),
    /** Appears when the selector of policies cannot be read; goes when it is corrected. */
    INVALID_POLICY_SELECTOR("InvalidPolicySelector"),
    /** Reserved: appears when a template uses a field that is no longer there; goes when it is corrected. */
    REMOVED_TEMPLATE_FIELD("RemovedTemplateField"),
    /** Appears, as an event, when an automation found an image that a person took back in Git, and leaves it alone. */
    UPDATE_TAKEN_BACK("UpdateTakenBack"),
    /** Appears when what an automation pushed cannot be proposed as a pull request, or not as it should be; goes when it can. */
    PULL_REQUEST_FAILED("PullRequestFailed"),
    /** Appears, as an event, when an automation left marked values as they are. */
    MARKERS_NOT_APPLIED("MarkersNotApplied"),

    /** Appears, as an event, when the Secret of a SealedSecret was written, or is again as it says. */
    UNSEALED("Unsealed"),
    /** Appears, as an event, when a SealedSecret cannot be unsealed. */
    ERR_UNSEAL_FAILED("ErrUnsealFailed"),
    /** Appears, as an event, when the Secret of a SealedSecret belongs to others or could not be written. */
    ERR_UPDATE_FAILED("ErrUpdateFailed"),

    /** Appears, as an event, when something was brought into an environment by a Promotion. */
    PROMOTED("Promoted"),
    /** Appears when a pull request that brings something into an environment is open; goes when it is merged or closed. */
    PROMOTION_PROPOSED("PromotionProposed"),
    /** Appears when something could be promoted, and gates are closed; goes when it is, or something newer is there. */
    PROMOTION_WAITING("PromotionWaiting"),
    /** Appears when something is not promoted before a person acts; goes when somebody has. */
    PROMOTION_HELD("PromotionHeld"),
    /** Appears when a promotion could not be written to Git; goes with the next one that could. */
    PROMOTION_FAILED("PromotionFailed"),
    /** Appears, as an event, when a person let a candidate into an environment. */
    PROMOTION_APPROVED("PromotionApproved"),
    /** Appears, as an event, when an environment went back to what it had before. */
    PROMOTION_ROLLED_BACK("PromotionRolledBack"),

    /** Appears, as an event, when a sync of an Application began. */
    OPERATION_STARTED("OperationStarted"),
    /** Appears, as an event, when a sync of an Application ended, whichever way. */
    OPERATION_COMPLETED("OperationCompleted"),
    /** Appears, as an event, when an Application has another sync or health status than before. */
    RESOURCE_UPDATED("ResourceUpdated"),
    /** Appears, as an event, when an Application was made. */
    RESOURCE_CREATED("ResourceCreated"),
    /** Appears, as an event, when an Application was deleted, or its objects were. */
    RESOURCE_DELETED("ResourceDeleted"),
    /** Appears, as an event, when nothing is done for Applications because Argo CD's own controller runs; goes when it does not. */
    LEFT_TO_ARGO_CD("LeftToArgoCD");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** The reason as it is written to conditions and events. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
