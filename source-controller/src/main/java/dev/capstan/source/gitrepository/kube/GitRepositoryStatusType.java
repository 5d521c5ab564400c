package dev.capstan.source.gitrepository.kube;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.status.StatusType;
import java.util.List;
import java.util.Optional;

/** Where the frame finds what it needs in the status of a GitRepository. */
final class GitRepositoryStatusType implements StatusType<GitRepository, GitRepositoryStatus> {

    @Override
    public Class<GitRepository> kind() {
        return GitRepository.class;
    }

    @Override
    public GitRepositoryStatus initial() {
        return GitRepositoryStatus.INITIAL;
    }

    @Override
    public List<Condition> conditions(GitRepositoryStatus status) {
        return status.conditions();
    }

    @Override
    public GitRepositoryStatus withConditions(GitRepositoryStatus s, List<Condition> conditions) {
        return new GitRepositoryStatus(
                s.observedGeneration(),
                conditions,
                s.artifact(),
                s.includedArtifacts(),
                s.observedIgnore(),
                s.observedInclude(),
                s.observedRecurseSubmodules(),
                s.observedSparseCheckout(),
                s.sourceVerificationMode(),
                s.lastHandledReconcileAt());
    }

    @Override
    public long observedGeneration(GitRepositoryStatus status) {
        return status.observedGeneration();
    }

    @Override
    public GitRepositoryStatus withObservedGeneration(GitRepositoryStatus s, long generation) {
        return new GitRepositoryStatus(
                generation,
                s.conditions(),
                s.artifact(),
                s.includedArtifacts(),
                s.observedIgnore(),
                s.observedInclude(),
                s.observedRecurseSubmodules(),
                s.observedSparseCheckout(),
                s.sourceVerificationMode(),
                s.lastHandledReconcileAt());
    }

    @Override
    public Optional<String> lastHandledReconcileAt(GitRepositoryStatus status) {
        return Optional.ofNullable(status.lastHandledReconcileAt());
    }

    @Override
    public GitRepositoryStatus withLastHandledReconcileAt(GitRepositoryStatus s, String token) {
        return new GitRepositoryStatus(
                s.observedGeneration(),
                s.conditions(),
                s.artifact(),
                s.includedArtifacts(),
                s.observedIgnore(),
                s.observedInclude(),
                s.observedRecurseSubmodules(),
                s.observedSparseCheckout(),
                s.sourceVerificationMode(),
                token);
    }
}
