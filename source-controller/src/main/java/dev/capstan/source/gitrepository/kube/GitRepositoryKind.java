package dev.capstan.source.gitrepository.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.gitrepository.BranchPolicy;
import dev.capstan.source.gitrepository.GitRepositoryUpdate;
import dev.capstan.source.gitrepository.GitSource;
import dev.capstan.source.gitrepository.LastAccepted;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.UpstreamKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GitRepository objects: from the object to an update, and from its outcome to the fields that only this kind has. */
final class GitRepositoryKind implements SourceKind<GitRepository, GitRepositoryStatus, List<Artifact>> {
    private static final String DEFAULT_MODE = "HEAD";

    private final GitRepositoryUpdate update;
    private final Clock clock;
    private final Runnable onClose;

    GitRepositoryKind(GitRepositoryUpdate update, Clock clock, Runnable onClose) {
        this.update = update;
        this.clock = clock;
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
                object.annotations(),
                object.getSpec(),
                status == null ? GitRepositoryStatus.INITIAL : status));
    }

    @Override
    public boolean asksForUpdate(GitRepository changed, GitRepository before) {
        return BranchPolicy.differs(changed.annotations(), before.annotations());
    }

    @Override
    public GitRepositoryStatus observed(
            GitRepositoryStatus status, GitRepository object, Optional<List<Artifact>> included) {
        var spec = object.getSpec();
        return new GitRepositoryStatus(
                status.observedGeneration(),
                conditions(status, object),
                status.artifact(),
                included.orElse(status.includedArtifacts()),
                spec.ignore(),
                spec.include(),
                spec.recurseSubmodules(),
                spec.sparseCheckout(),
                verificationMode(spec),
                status.lastHandledReconcileAt());
    }

    /** The revision that an update is accepted with is remembered beside the artifact, which may be lost. */
    private List<Condition> conditions(GitRepositoryStatus status, GitRepository object) {
        var conditions = Conditions.of(status.conditions());
        var artifact = status.artifact();
        if (artifact == null || !BranchPolicy.isNamedIn(object.annotations())) {
            return conditions.without(Condition.BRANCH_PROTECTED).toList();
        }
        return conditions
                .with(LastAccepted.condition(
                        artifact.revision().text(), object.getMetadata().getGeneration(), clock.instant()))
                .toList();
    }

    private static @Nullable String verificationMode(GitRepositorySpec spec) {
        if (spec.verify() == null) {
            return null;
        }
        return spec.verify().mode() == null ? DEFAULT_MODE : spec.verify().mode();
    }

    @Override
    public boolean verifies(GitRepository object) {
        return object.getSpec().verify() != null || BranchPolicy.isNamedIn(object.annotations());
    }

    /** What is included is not of the upstream, and changes the files of the same revision. */
    @Override
    public Optional<String> upstream(GitRepository object) {
        return object.getSpec().include().isEmpty()
                ? UpstreamKey.of(object, "ignore", "sparseCheckout")
                : Optional.empty();
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
