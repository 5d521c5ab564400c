package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.api.schema.DefaultJson;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the controller saw and did.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param observedPostRenderersDigest digest of the post renderers of the last release
 * @param observedCommonMetadataDigest digest of the common metadata of the last release
 * @param conditions see {@link Condition}
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 * @param lastHandledForceAt the last value of the annotation that asks for a release
 * @param lastHandledResetAt the last value of the annotation that asks to forget failures
 * @param helmChart the HelmChart that was made of the template, as {@code namespace/name}
 * @param storageNamespace where the records of the release are kept
 * @param history the releases, newest first
 * @param inventory every object of the current release, without hooks
 * @param failures how often in a row an attempt failed
 * @param installFailures how many installs failed since the last change
 * @param upgradeFailures how many upgrades failed since the last change
 * @param lastAttemptedGeneration the generation that was last tried
 * @param lastAttemptedRevision the version of the chart that was last tried
 * @param lastAttemptedRevisionDigest the digest of its artifact, for charts of a registry
 * @param lastAttemptedReleaseAction the action that was last tried
 * @param lastAttemptedReleaseActionDuration how long it took; Go notation
 * @param lastAttemptedConfigDigest the digest of the values that were last tried
 * @param lastAttemptedValuesChecksum of older versions; never written
 * @param lastReleaseRevision of older versions; never written
 * @param rollback the last rollback that was asked for by annotation
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record HelmReleaseStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @Nullable String observedPostRenderersDigest,
        @Nullable String observedCommonMetadataDigest,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable String lastHandledReconcileAt,
        @Nullable String lastHandledForceAt,
        @Nullable String lastHandledResetAt,
        @Nullable String helmChart,
        @Nullable @Size(min = 1, max = 63) String storageNamespace,
        List<ReleaseSnapshot> history,
        @Nullable ResourceInventory inventory,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long failures,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long installFailures,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long upgradeFailures,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long lastAttemptedGeneration,

        @Nullable String lastAttemptedRevision,
        @Nullable String lastAttemptedRevisionDigest,

        @Nullable @OneOf({"install", "upgrade"}) String lastAttemptedReleaseAction,

        @Nullable String lastAttemptedReleaseActionDuration,
        @Nullable String lastAttemptedConfigDigest,
        @Nullable String lastAttemptedValuesChecksum,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long lastReleaseRevision,

        @Nullable ReleaseRollback rollback)
        implements ToolkitStatus<HelmReleaseStatus> {

    /** The status before the first run. */
    public static final HelmReleaseStatus INITIAL = new HelmReleaseStatus(
            -1, null, null, List.of(), null, null, null, null, null, List.of(), null, 0, 0, 0, 0, null, null, null,
            null, null, null, 0, null);

    /** Reads absent lists as empty and copies the others. */
    public HelmReleaseStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        history = history == null ? List.of() : List.copyOf(history);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public HelmReleaseStatus with(CommonStatus common) {
        return new HelmReleaseStatus(
                common.observedGeneration(),
                observedPostRenderersDigest,
                observedCommonMetadataDigest,
                common.conditions(),
                common.lastHandledReconcileAt(),
                lastHandledForceAt,
                lastHandledResetAt,
                helmChart,
                storageNamespace,
                history,
                inventory,
                failures,
                installFailures,
                upgradeFailures,
                lastAttemptedGeneration,
                lastAttemptedRevision,
                lastAttemptedRevisionDigest,
                lastAttemptedReleaseAction,
                lastAttemptedReleaseActionDuration,
                lastAttemptedConfigDigest,
                lastAttemptedValuesChecksum,
                lastReleaseRevision,
                rollback);
    }
}
