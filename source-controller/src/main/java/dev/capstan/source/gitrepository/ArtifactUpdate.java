package dev.capstan.source.gitrepository;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.git.tree.UnsafePathException;
import dev.capstan.source.SecretReader;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run over a GitRepository: check the remote, fetch what is new, verify it, store it. May be repeated at any point. */
public final class ArtifactUpdate {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private final GitRemote remotes;
    private final ArtifactStore store;
    private final RemoteAccess access;
    private final Inclusions others;
    private final Signatures signatures;
    private final GitLimits limits;

    public ArtifactUpdate(
            GitRemote remotes,
            ArtifactStore store,
            SecretReader secrets,
            Inclusions others,
            Signatures signatures,
            GitLimits limits) {
        this.remotes = remotes;
        this.store = store;
        this.access = new RemoteAccess(secrets);
        this.others = others;
        this.signatures = signatures;
        this.limits = limits;
    }

    private record Question(Remote remote, ReferenceSelector selector, Included included) {}

    /** Runs once. */
    public UpdateOutcome run(GitSource source) {
        var damage = source.artifact().flatMap(artifact -> store.problemOf(artifact.path(), artifact.digest()));
        var question = consistent(source)
                .then(_ -> access.of(source))
                .then(remote -> WantedRevision.of(source.spec().ref())
                        .then(selector -> Included.of(source, others)
                                .then(included -> SourceResult.success(new Question(remote, selector, included)))));
        return switch (question) {
            case SourceResult.Failed<Question>(var failure) ->
                failed(failure, UpdateOutcome.Stage.FETCH, Optional.empty(), damage);
            case SourceResult.Success<Question>(var asked) -> ask(source, asked, damage);
        };
    }

    private static SourceResult<GitSource> consistent(GitSource source) {
        var spec = source.spec();
        if (spec.verify() != null && isTagMode(spec.verify().mode()) && !leadsToTag(source)) {
            return SourceResult.failed(new SourceFailure.VerificationModeInvalid("spec.verify.mode '"
                    + spec.verify().mode() + "' needs spec.ref.tag, spec.ref.semver or a tag in spec.ref.name"));
        }
        return SourceResult.success(source);
    }

    private static boolean isTagMode(@Nullable String mode) {
        return "Tag".equals(mode) || "TagAndHEAD".equals(mode);
    }

    private static boolean leadsToTag(GitSource source) {
        return switch (WantedRevision.of(source.spec().ref())) {
            case SourceResult.Success<ReferenceSelector>(ReferenceSelector.Tag _),
                    SourceResult.Success<ReferenceSelector>(ReferenceSelector.Semver _) -> true;
            case SourceResult.Success<ReferenceSelector>(ReferenceSelector.Name(var name)) ->
                name.startsWith("refs/tags/");
            case SourceResult.Success<ReferenceSelector> _ -> false;
            case SourceResult.Failed<ReferenceSelector> _ -> true; // told as what it is later
        };
    }

    private UpdateOutcome ask(GitSource source, Question question, Optional<String> damage) {
        var known = needsFiles(source, question, damage) ? Optional.<Revision>empty() : knownRevision(source);
        var answer = remotes.check(
                question.remote(), question.selector(), known, source.spec().recurseSubmodules(), timeoutOf(source));
        return switch (answer) {
            case GitResult.Failed<GitRemote.RemoteRevision>(var failure) ->
                failed(new SourceFailure.Fetch(failure), UpdateOutcome.Stage.FETCH, Optional.empty(), damage);
            case GitResult.Success<GitRemote.RemoteRevision>(GitRemote.RemoteRevision.Unchanged(var revision)) ->
                new UpdateOutcome.UpToDate(revision);
            case GitResult.Success<GitRemote.RemoteRevision>(GitRemote.RemoteRevision.Fetched(var commit)) -> {
                try (commit) {
                    yield publish(source, question, commit, damage);
                }
            }
        };
    }

    /** The files are wanted although the revision may be known: they were lost, or others are asked for, or must be verified. */
    private static boolean needsFiles(GitSource source, Question question, Optional<String> damage) {
        var conditions = Conditions.of(source.status().conditions());
        var isVerified = conditions
                .get(Condition.SOURCE_VERIFIED)
                .filter(Condition::holds)
                .filter(condition -> condition.observedGeneration() == source.generation())
                .isPresent();
        return damage.isPresent()
                || source.artifact().isEmpty()
                || source.selectsOtherContent()
                || !question.included().isSameAs(source.status().includedArtifacts())
                || source.spec().verify() != null && !isVerified;
    }

    private static Optional<Revision> knownRevision(GitSource source) {
        return source.artifact().flatMap(artifact -> Revision.parse(artifact.revision()));
    }

    private static Duration timeoutOf(GitSource source) {
        return Optional.ofNullable(source.spec().timeout())
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(DEFAULT_TIMEOUT);
    }

    private UpdateOutcome publish(GitSource source, Question question, FetchedCommit commit, Optional<String> damage) {
        var revision = commit.revision();
        var verified = source.spec().verify() == null
                ? SourceResult.success(Optional.<Signatures.Verified>empty())
                : signatures.verify(source, commit, revision).then(it -> SourceResult.success(Optional.of(it)));
        return switch (verified) {
            case SourceResult.Failed<Optional<Signatures.Verified>>(var failure) ->
                failed(failure, UpdateOutcome.Stage.VERIFY, Optional.of(revision), damage);
            case SourceResult.Success<Optional<Signatures.Verified>>(var signed) ->
                switch (question.included().into(commit.files(), others)) {
                    case SourceResult.Failed<TreeEntry.Directory>(var failure) ->
                        failed(failure, UpdateOutcome.Stage.STORE, Optional.of(revision), damage);
                    case SourceResult.Success<TreeEntry.Directory>(var files) ->
                        store(source, question, commit, files, signed, damage);
                };
        };
    }

    private UpdateOutcome store(
            GitSource source,
            Question question,
            FetchedCommit commit,
            TreeEntry.Directory files,
            Optional<Signatures.Verified> signed,
            Optional<String> damage) {
        var revision = commit.revision();
        var content = new CommitContent(
                question.remote().url(),
                files,
                Optional.ofNullable(source.spec().ignore()),
                source.spec().sparseCheckout(),
                limits);
        return switch (store.store(source.owner(), revision.commit() + ".tar.gz", content)) {
            case StoreResult.Stored(var artifact) ->
                new UpdateOutcome.Published(
                        artifact,
                        revision,
                        commit.summary(),
                        question.included().artifacts(),
                        signed,
                        damage);
            case StoreResult.StorageFailed(var why, var isOutOfSpace) ->
                failed(
                        new SourceFailure.Storage(why, isOutOfSpace),
                        UpdateOutcome.Stage.STORE,
                        Optional.of(revision),
                        damage);
            case StoreResult.ContentFailed(var cause) -> contentFailed(cause, question.remote(), revision, damage);
        };
    }

    private static UpdateOutcome contentFailed(
            IOException cause, Remote remote, Revision revision, Optional<String> damage) {
        return switch (cause) {
            case ContentRules.UnusableRulesException rules ->
                failed(
                        new SourceFailure.IgnoreRulesUnusable(String.valueOf(rules.getMessage())),
                        UpdateOutcome.Stage.STORE,
                        Optional.of(revision),
                        damage);
            case GitFailureException git ->
                failed(
                        new SourceFailure.Fetch(git.failure()),
                        UpdateOutcome.Stage.FETCH,
                        Optional.of(revision),
                        damage);
            case UnsafePathException unsafe ->
                failed(
                        new SourceFailure.Fetch(new GitFailure.PathUnsafe(remote.url(), unsafe.path(), unsafe.why())),
                        UpdateOutcome.Stage.FETCH,
                        Optional.of(revision),
                        damage);
            default ->
                failed(
                        new SourceFailure.Fetch(
                                new GitFailure.ObjectsDamaged(remote.url(), String.valueOf(cause.getMessage()))),
                        UpdateOutcome.Stage.FETCH,
                        Optional.of(revision),
                        damage);
        };
    }

    private static UpdateOutcome failed(
            SourceFailure failure, UpdateOutcome.Stage stage, Optional<Revision> found, Optional<String> damage) {
        return new UpdateOutcome.Failed(failure, stage, found, damage);
    }
}
