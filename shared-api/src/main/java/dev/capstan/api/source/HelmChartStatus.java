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
 * @param artifact the current artifact: the packed chart
 * @param url where the current artifact can always be had
 * @param observedChartName the name of the chart that was resolved last
 * @param observedSourceArtifactRevision the revision of the source's artifact that the chart was made from
 * @param observedValuesFiles the values files that were there, when those that are missing are passed over
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record HelmChartStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable Artifact artifact,
        @Nullable String url,
        @Nullable String observedChartName,
        @Nullable String observedSourceArtifactRevision,
        List<String> observedValuesFiles,
        @Nullable String lastHandledReconcileAt)
        implements SourceStatus<HelmChartStatus> {

    /** The status before the first run. */
    public static final HelmChartStatus INITIAL =
            new HelmChartStatus(-1, List.of(), null, null, null, null, List.of(), null);

    /** Reads absent lists as empty and copies the others. */
    public HelmChartStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        observedValuesFiles = observedValuesFiles == null ? List.of() : List.copyOf(observedValuesFiles);
    }

    @Override
    public HelmChartStatus withArtifact(@Nullable Artifact other) {
        return copy(observedGeneration, conditions, other, url, lastHandledReconcileAt);
    }

    /** The same status with another address of the current artifact. */
    public HelmChartStatus withUrl(@Nullable String other) {
        return copy(observedGeneration, conditions, artifact, other, lastHandledReconcileAt);
    }

    /** The same status after another chart was resolved. */
    public HelmChartStatus observing(String chartName, @Nullable String sourceRevision, List<String> valuesFiles) {
        return new HelmChartStatus(
                observedGeneration,
                conditions,
                artifact,
                url,
                chartName,
                sourceRevision,
                valuesFiles,
                lastHandledReconcileAt);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public HelmChartStatus with(CommonStatus common) {
        return copy(common.observedGeneration(), common.conditions(), artifact, url, common.lastHandledReconcileAt());
    }

    private HelmChartStatus copy(
            long generation,
            List<Condition> otherConditions,
            @Nullable Artifact otherArtifact,
            @Nullable String otherUrl,
            @Nullable String handled) {
        return new HelmChartStatus(
                generation,
                otherConditions,
                otherArtifact,
                otherUrl,
                observedChartName,
                observedSourceArtifactRevision,
                observedValuesFiles,
                handled);
    }
}
