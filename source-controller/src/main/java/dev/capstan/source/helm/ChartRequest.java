package dev.capstan.source.helm;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.HelmChartSpec;
import dev.capstan.api.source.HelmChartStatus;
import dev.capstan.source.SourceResult;
import dev.capstan.source.verification.VerificationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A HelmChart as it is now.
 *
 * @param object which one it is
 * @param generation of the object
 * @param status names an artifact only when that is intact in the storage
 */
public record ChartRequest(
        ObjectReference object,
        long generation,
        Map<String, String> annotations,
        HelmChartSpec spec,
        HelmChartStatus status) {

    /** Copies the annotations. */
    public ChartRequest {
        annotations = Map.copyOf(annotations);
    }

    String namespace() {
        return object.namespace();
    }

    /** Whether and how its author must have signed the chart; a failure when that cannot be read. */
    SourceResult<Optional<ProvenancePolicy>> provenancePolicy() {
        return ProvenancePolicy.of(annotations);
    }

    /** Whether the artifact is what this revision of the source gives. */
    boolean isMadeFrom(String revision) {
        return isAtRest() && revision.equals(status.observedSourceArtifactRevision());
    }

    /** Whether the artifact is this version of the chart, made as this generation asks. */
    boolean isStored(String name, String version) {
        return isAtRest()
                && name.equals(status.observedChartName())
                && Optional.ofNullable(status.artifact())
                        .filter(it -> it.revision().text().equals(version))
                        .isPresent();
    }

    /** Whether the artifact was made of the values files that are there. */
    boolean hasSameValuesFiles(List<String> present) {
        return !spec.ignoreMissingValuesFiles() || present.equals(status.observedValuesFiles());
    }

    /**
     * Whether the artifact is what the present generation asks for, as far as the source had it then. The observed generation does
     * not say that: a generation that is stalled was observed as well.
     */
    private boolean isAtRest() {
        return status.artifact() != null
                && isVerified()
                && Conditions.of(status.conditions())
                        .get(Condition.ARTIFACT_IN_STORAGE)
                        .filter(Condition::holds)
                        .filter(it -> it.observedGeneration() == generation)
                        .isPresent();
    }

    /** Whether what was to be verified about the artifact has been. */
    private boolean isVerified() {
        var isAnswered = spec.verify() == null || VerificationRequest.isAnswered(status.conditions(), generation);
        return isAnswered
                && provenancePolicy()
                        .map(policy -> policy.isEmpty() || policy.get().isAnsweredBy(status.conditions(), generation))
                        .orElse(_ -> false);
    }
}
