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
 * @param artifact the current artifact
 * @param includedArtifacts the artifacts that were copied in, in the order of the spec
 * @param observedIgnore the ignore patterns that the artifact was made with
 * @param observedInclude the includes that the artifact was made with
 * @param observedRecurseSubmodules whether the artifact was made with submodules
 * @param observedSparseCheckout the directories that the artifact was made from
 * @param sourceVerificationMode the verification mode that the artifact passed
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record GitRepositoryStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable Artifact artifact,
        List<Artifact> includedArtifacts,
        @Nullable String observedIgnore,
        List<GitInclude> observedInclude,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean observedRecurseSubmodules,
        List<String> observedSparseCheckout,
        @Nullable String sourceVerificationMode,
        @Nullable String lastHandledReconcileAt)
        implements SourceStatus<GitRepositoryStatus> {

    /** The status before the first run. */
    public static final GitRepositoryStatus INITIAL =
            new GitRepositoryStatus(-1, List.of(), null, List.of(), null, List.of(), false, List.of(), null, null);

    /** Reads absent lists as empty and copies the others. */
    public GitRepositoryStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        includedArtifacts = includedArtifacts == null ? List.of() : List.copyOf(includedArtifacts);
        observedInclude = observedInclude == null ? List.of() : List.copyOf(observedInclude);
        observedSparseCheckout = observedSparseCheckout == null ? List.of() : List.copyOf(observedSparseCheckout);
    }

    @Override
    public GitRepositoryStatus withArtifact(@Nullable Artifact other) {
        return new GitRepositoryStatus(
                observedGeneration,
                conditions,
                other,
                includedArtifacts,
                observedIgnore,
                observedInclude,
                observedRecurseSubmodules,
                observedSparseCheckout,
                sourceVerificationMode,
                lastHandledReconcileAt);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public GitRepositoryStatus with(CommonStatus common) {
        return new GitRepositoryStatus(
                common.observedGeneration(),
                common.conditions(),
                artifact,
                includedArtifacts,
                observedIgnore,
                observedInclude,
                observedRecurseSubmodules,
                observedSparseCheckout,
                sourceVerificationMode,
                common.lastHandledReconcileAt());
    }
}
