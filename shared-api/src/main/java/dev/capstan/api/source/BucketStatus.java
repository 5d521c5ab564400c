package dev.capstan.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.schema.DefaultJson;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the controller saw and made.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param url the address that always leads to the current artifact
 * @param artifact the current artifact
 * @param observedIgnore the ignore patterns that the artifact was made with
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record BucketStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable String url,
        @Nullable Artifact artifact,
        @Nullable String observedIgnore,
        @Nullable String lastHandledReconcileAt)
        implements SourceStatus<BucketStatus> {

    /** The status before the first run. */
    public static final BucketStatus INITIAL = new BucketStatus(-1, List.of(), null, null, null, null);

    /** Reads absent lists as empty and copies the others. */
    public BucketStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @Override
    public BucketStatus withArtifact(@Nullable Artifact other) {
        return new BucketStatus(observedGeneration, conditions, url, other, observedIgnore, lastHandledReconcileAt);
    }

    /** The same status with another address of the current artifact. */
    public BucketStatus withUrl(String other) {
        return new BucketStatus(
                observedGeneration, conditions, other, artifact, observedIgnore, lastHandledReconcileAt);
    }

    /** The same status with the ignore patterns that the artifact was made with. */
    public BucketStatus withObservedIgnore(@Nullable String other) {
        return new BucketStatus(observedGeneration, conditions, url, artifact, other, lastHandledReconcileAt);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public BucketStatus with(CommonStatus common) {
        return new BucketStatus(
                common.observedGeneration(),
                common.conditions(),
                url,
                artifact,
                observedIgnore,
                common.lastHandledReconcileAt());
    }
}
