package dev.capstan.source.kube;

import static java.util.Objects.requireNonNull;

import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.source.UpdateOutcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kind whose updates end as a test says; what an update finds out is shown as the observed ignore patterns. */
final class ScriptedKind implements SourceKind<GitRepository, GitRepositoryStatus, String> {
    private final List<String> journal;
    private @Nullable UpdateOutcome<String> outcome;
    private @Nullable GitRepository seen;
    private boolean isSharing;
    private boolean isData;

    ScriptedKind(List<String> journal) {
        this.journal = journal;
    }

    /** Every update from now on ends so. */
    void ends(UpdateOutcome<String> newOutcome) {
        outcome = newOutcome;
    }

    /** Objects with the same address follow the same upstream from now on. */
    void shares() {
        isSharing = true;
    }

    /** Objects are data for others from now on. */
    void isData() {
        isData = true;
    }

    @Override
    public Optional<GitRepositoryStatus> staticStatus(GitRepository object) {
        return isData ? Optional.of(GitRepositoryStatus.INITIAL) : Optional.empty();
    }

    @Override
    public Optional<String> upstream(GitRepository object) {
        return isSharing ? UpstreamKey.of(object) : Optional.empty();
    }

    /** The object that the last update was given. */
    GitRepository seen() {
        return requireNonNull(seen);
    }

    @Override
    public KindConventions<GitRepository, GitRepositoryStatus> conventions() {
        return KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL);
    }

    @Override
    public UpdateOutcome<String> update(GitRepository object) {
        journal.add("update");
        seen = object;
        return requireNonNull(outcome);
    }

    @Override
    public GitRepositoryStatus observed(GitRepositoryStatus status, GitRepository object, Optional<String> facts) {
        return new GitRepositoryStatus(
                status.observedGeneration(),
                status.conditions(),
                status.artifact(),
                status.includedArtifacts(),
                facts.orElse(status.observedIgnore()),
                status.observedInclude(),
                status.observedRecurseSubmodules(),
                status.observedSparseCheckout(),
                status.sourceVerificationMode(),
                status.lastHandledReconcileAt());
    }

    @Override
    public boolean verifies(GitRepository object) {
        return false;
    }

    @Override
    public List<ObjectReference> dependsOn(GitRepository object) {
        var same = object.ref();
        return object.getSpec().include().stream()
                .map(include -> new ObjectReference(
                        same.apiVersion(),
                        same.kind(),
                        same.namespace(),
                        include.repository().name()))
                .toList();
    }

    @Override
    public void close() {}
}
