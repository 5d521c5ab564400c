package dev.capstan.source.gitrepository.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.gitrepository.GitRepositoryUpdate;
import dev.capstan.source.gitrepository.GitSource;
import dev.capstan.source.kube.SourceKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GitRepository objects: from the object to an update, and from its outcome to the fields that only this kind has. */
final class GitRepositoryKind implements SourceKind<GitRepository, GitRepositoryStatus, List<Artifact>> {
    private static final String DEFAULT_MODE = "HEAD";

    private final GitRepositoryUpdate update;
    private final Runnable onClose;

    GitRepositoryKind(GitRepositoryUpdate update, Runnable onClose) {
        this.update = update;
        this.onClose = onClose;
    }

    @Override
    public KindConventions<GitRepository, GitRepositoryStatus> conventions() {
        return KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL);
    }

    @Override
    public UpdateOutcome<List<Artifact>> update(GitRepository object) {
        var status = object.getStatus();
        return update.run(new GitSource(
                object.key(),
                object.getMetadata().getGeneration(),
                object.getSpec(),
                status == null ? GitRepositoryStatus.INITIAL : status));
    }

    @Override
    public GitRepositoryStatus observed(
            GitRepositoryStatus status, GitRepository object, Optional<List<Artifact>> included) {
        var spec = object.getSpec();
        return new GitRepositoryStatus(
                status.observedGeneration(),
                status.conditions(),
                status.artifact(),
                included.orElse(status.includedArtifacts()),
                spec.ignore(),
                spec.include(),
                spec.recurseSubmodules(),
                spec.sparseCheckout(),
                verificationMode(spec),
                status.lastHandledReconcileAt());
    }

    private static @Nullable String verificationMode(GitRepositorySpec spec) {
        if (spec.verify() == null) {
            return null;
        }
        return spec.verify().mode() == null ? DEFAULT_MODE : spec.verify().mode();
    }

    @Override
    public boolean verifies(GitRepository object) {
        return object.getSpec().verify() != null;
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
    public void close() {
        onClose.run();
    }
}
