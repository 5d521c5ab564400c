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
 * @param url where the current artifact can always be had
 * @param artifact the current artifact
 * @param observedIgnore the ignore patterns that the artifact was made with
 * @param observedLayerSelector the choice of the layer that the artifact was made with
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record OCIRepositoryStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable String url,
        @Nullable Artifact artifact,
        @Nullable String observedIgnore,
        @Nullable OCILayerSelector observedLayerSelector,
        @Nullable String lastHandledReconcileAt)
        implements SourceStatus<OCIRepositoryStatus> {

    /** The status before the first run. */
    public static final OCIRepositoryStatus INITIAL =
            new OCIRepositoryStatus(-1, List.of(), null, null, null, null, null);

    /** Reads an absent list as empty and copies others. */
    public OCIRepositoryStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @Override
    public OCIRepositoryStatus withArtifact(@Nullable Artifact other) {
        return new OCIRepositoryStatus(
                observedGeneration,
                conditions,
                url,
                other,
                observedIgnore,
                observedLayerSelector,
                lastHandledReconcileAt);
    }

    /** The same status with another address for the current artifact. */
    public OCIRepositoryStatus withUrl(String other) {
        return new OCIRepositoryStatus(
                observedGeneration,
                conditions,
                other,
                artifact,
                observedIgnore,
                observedLayerSelector,
                lastHandledReconcileAt);
    }

    /** The same status that says with what the artifact was made. */
    public OCIRepositoryStatus madeWith(@Nullable String ignore, @Nullable OCILayerSelector layerSelector) {
        return new OCIRepositoryStatus(
                observedGeneration, conditions, url, artifact, ignore, layerSelector, lastHandledReconcileAt);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public OCIRepositoryStatus with(CommonStatus common) {
        return new OCIRepositoryStatus(
                common.observedGeneration(),
                common.conditions(),
                url,
                artifact,
                observedIgnore,
                observedLayerSelector,
                common.lastHandledReconcileAt());
    }
}
