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
 * What the controller saw and made; empty for a registry.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param artifact the current artifact: the index as JSON
 * @param url where the current artifact can always be had
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record HelmRepositoryStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable Artifact artifact,
        @Nullable String url,
        @Nullable String lastHandledReconcileAt)
        implements SourceStatus<HelmRepositoryStatus> {

    /** The status before the first run. */
    public static final HelmRepositoryStatus INITIAL = new HelmRepositoryStatus(-1, List.of(), null, null, null);

    /** The status of a registry. */
    public static final HelmRepositoryStatus EMPTY = new HelmRepositoryStatus(0, List.of(), null, null, null);

    /** Reads absent lists as empty and copies the others. */
    public HelmRepositoryStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @Override
    public HelmRepositoryStatus withArtifact(@Nullable Artifact other) {
        return new HelmRepositoryStatus(observedGeneration, conditions, other, url, lastHandledReconcileAt);
    }

    /** The same status with another address of the current artifact. */
    public HelmRepositoryStatus withUrl(@Nullable String other) {
        return new HelmRepositoryStatus(observedGeneration, conditions, artifact, other, lastHandledReconcileAt);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public HelmRepositoryStatus with(CommonStatus common) {
        return new HelmRepositoryStatus(
                common.observedGeneration(), common.conditions(), artifact, url, common.lastHandledReconcileAt());
    }
}
