package dev.capstan.source.gitrepository;

import dev.capstan.access.git.GitAccess;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.http.Deadline;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.SourceResult;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.StoredArtifact;
import dev.capstan.source.content.ContentLimits;
import dev.capstan.source.content.SelectedContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The update of a GitRepository in its steps: read the spec and its Secrets, look up what is included, ask the remote, and when it has
 * something new verify, compose and store it. May be repeated at any point.
 */
public final class GitRepositoryUpdate {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private final GitRemote remotes;
    private final ArtifactStore store;
    private final GitAccess access;
    private final Inclusions others;
    private final Signatures signatures;
    private final BranchProtection protection;
    private final ContentLimits limits;

    public GitRepositoryUpdate(
            GitRemote remotes,
            ArtifactStore store,
            GitAccess access,
            Inclusions others,
            Signatures signatures,
            GitLimits limits) {
        this.remotes = remotes;
        this.store = store;
        this.access = access;
        this.others = others;
        this.signatures = signatures;
        this.protection = new BranchProtection(remotes, signatures);
        this.limits = new ContentLimits(limits.files(), limits.fileBytes(), limits.treeBytes(), limits.depth());
    }

    /** What a spec asks for, with everything looked up that it names. */
    private record Request(
            Remote remote,
            ReferenceSelector selector,
            Optional<BranchPolicy> policy,
            Included included,
            Deadline deadline) {}

    /**
     * Runs once.
     *
     * @return a new artifact comes with the artifacts of others that went into it, in the order of the spec
     */
    public UpdateOutcome<List<Artifact>> run(GitSource source) {
        return request(source)
                .then(request -> ask(source, request).map(answer -> switch (answer) {
                    case GitRemote.RemoteRevision.Unchanged(var revision) ->
                        new UpdateOutcome.UpToDate<List<Artifact>>(nameOf(revision));
                    case GitRemote.RemoteRevision.Fetched(var commit) -> {
                        try (commit) {
                            yield publish(source, request, commit);
                        }
                    }
                }))
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.empty()));
    }

    private SourceResult<Request> request(GitSource source) {
        var deadline = Deadline.in(timeoutOf(source));
        return WantedRevision.of(source.spec())
                .then(selector -> BranchPolicy.of(source, selector)
                        .then(policy -> SourceResult.of(access.of(source.key().namespace(), source.spec(), deadline))
                                .then(remote -> Included.of(source, others)
                                        .map(included -> new Request(remote, selector, policy, included, deadline)))));
    }

    private SourceResult<GitRemote.RemoteRevision> ask(GitSource source, Request request) {
        var known = needsFiles(source, request) ? Optional.<Revision>empty() : knownRevision(source);
        var answer = remotes.check(
                request.remote(),
                request.selector(),
                known,
                source.spec().recurseSubmodules(),
                request.deadline().remaining());
        if (answer.problem().orElse(null) instanceof GitFailure.CredentialsRejected) {
            access.refused(request.remote());
        }
        return GitSourceFailure.result(answer);
    }

    /** The files are wanted although the revision may be known: there are none, or others are asked for, or must be verified. */
    private static boolean needsFiles(GitSource source, Request request) {
        return source.artifact().isEmpty()
                || source.selectsOtherContent()
                || !request.included().isSameAs(source.status().includedArtifacts())
                || ((source.spec().verify() != null || request.policy().isPresent()) && !isVerified(source));
    }

    private static boolean isVerified(GitSource source) {
        return Conditions.of(source.status().conditions())
                .get(Condition.SOURCE_VERIFIED)
                .filter(Condition::holds)
                .filter(condition -> condition.observedGeneration() == source.generation())
                .isPresent();
    }

    private static Optional<Revision> knownRevision(GitSource source) {
        return source.artifact()
                .flatMap(artifact -> Revision.parse(artifact.revision().text()));
    }

    private static Duration timeoutOf(GitSource source) {
        return GoDuration.positive(source.spec().timeout(), DEFAULT_TIMEOUT);
    }

    private UpdateOutcome<List<Artifact>> publish(GitSource source, Request request, FetchedCommit commit) {
        return verify(source, request, commit)
                .then(verified -> request.included()
                        .into(commit.files(), others)
                        .then(files -> store(source, request.remote(), commit, files))
                        .map(stored -> published(stored, verified, request, commit)))
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.of(nameOf(commit.revision()))));
    }

    /**
     * What was verified.
     *
     * @param message for people; empty when nothing was asked for
     * @param notices what people should hear of besides
     */
    private record Verified(Optional<String> message, List<NewArtifact.Notice> notices) {}

    private SourceResult<Verified> verify(GitSource source, Request request, FetchedCommit commit) {
        return signature(source, commit)
                .then(signed -> accepted(source, request, commit).map(accepted -> {
                    var words = Stream.of(signed, accepted.map(BranchProtection.Accepted::message))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining("; "));
                    var notices = accepted.flatMap(BranchProtection.Accepted::letThrough)
                            .map(message -> new NewArtifact.Notice(Reason.BRANCH_UPDATE_LET_THROUGH, message));
                    return new Verified(
                            Optional.of(words).filter(it -> !it.isEmpty()),
                            notices.stream().toList());
                }));
    }

    private SourceResult<Optional<String>> signature(GitSource source, FetchedCommit commit) {
        return source.spec().verify() == null
                ? SourceResult.success(Optional.empty())
                : signatures.verify(source, commit, commit.revision()).map(it -> Optional.of(it.message()));
    }

    private SourceResult<Optional<BranchProtection.Accepted>> accepted(
            GitSource source, Request request, FetchedCommit commit) {
        return request.policy().isPresent() && request.selector() instanceof ReferenceSelector.Branch branch
                ? protection
                        .check(source, request.policy().get(), request.remote(), branch, commit, request.deadline())
                        .map(Optional::of)
                : SourceResult.success(Optional.empty());
    }

    /** An artifact, and which links of the commit are not in it. */
    private record Content(StoredArtifact artifact, List<String> linksLeftOut) {
        private static final int NAMED_AT_MOST = 3;

        String note() {
            if (linksLeftOut.isEmpty()) {
                return "";
            }
            int more = linksLeftOut.size() - NAMED_AT_MOST;
            return "; symbolic links never get into an artifact, left out: "
                    + String.join(", ", linksLeftOut.subList(0, Math.min(linksLeftOut.size(), NAMED_AT_MOST)))
                    + (more > 0 ? " and " + more + " more" : "");
        }
    }

    private SourceResult<Content> store(
            GitSource source, Remote remote, FetchedCommit commit, TreeEntry.Directory files) {
        var spec = source.spec();
        var content = new SelectedContent(
                GitContent.of(files), Optional.ofNullable(spec.ignore()), spec.sparseCheckout(), limits);
        return switch (store.store(source.owner(), commit.revision().commit() + ".tar.gz", content)) {
            case StoreResult.Stored(var artifact) ->
                SourceResult.success(new Content(artifact, content.linksLeftOut()));
            case StoreResult.StorageFailed(var why, var isOutOfSpace) ->
                SourceResult.failed(new CommonSourceFailure.Storage(why, isOutOfSpace));
            case StoreResult.ContentFailed(var cause) -> SourceResult.failed(GitContent.failure(cause, remote.url()));
        };
    }

    private static UpdateOutcome<List<Artifact>> published(
            Content stored, Verified verified, Request request, FetchedCommit commit) {
        var message = "stored artifact for commit '" + commit.summary() + "'" + stored.note();
        var artifact = new NewArtifact(
                stored.artifact(),
                nameOf(commit.revision()),
                message,
                verified.message(),
                Map.of(),
                verified.notices());
        return new UpdateOutcome.Published<>(artifact, request.included().artifacts());
    }

    private static ArtifactRevision nameOf(Revision revision) {
        return new ArtifactRevision(revision.toString());
    }
}
