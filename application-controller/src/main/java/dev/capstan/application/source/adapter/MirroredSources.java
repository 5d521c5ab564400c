package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.GitRevisions;
import dev.capstan.application.source.KnownRevisions;
import dev.capstan.application.source.RemoteListener;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.SourceRevisions;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.TargetRevision;
import dev.capstan.argo.source.TargetRevision.Wanted;
import dev.capstan.git.CommitNames;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.mirror.CompleteFiles;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.References;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.git.mirror.Sync;
import dev.capstan.http.Deadline;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.remotebase.MirroredBases;
import dev.capstan.tree.FileTree;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Git repositories by way of the mirrors of the process. */
public final class MirroredSources implements SourceFiles, SourceRevisions {
    private static final long MEBI = 1 << 20;

    /** Of a base, whose files are held in memory while a build runs. */
    private static final GitLimits BASES = new GitLimits(16 * MEBI, 128 * MEBI, 50_000, 32 * MEBI, 64 * MEBI, 256, 20);

    private final GitMirrors mirrors;
    private final RepositoryRemotes remotes;
    private final Duration timeout;
    private final RemoteListener listener;
    private final boolean withSubmodules;
    private final KnownReferences known = new KnownReferences();
    private final KnownRevisions others;
    private final CommitObjects objects;

    /**
     * @param timeout for everything that one question needs of its remote
     * @param listener told when the answer to a question shows that a remote has moved
     * @param withSubmodules whether the files of submodules are in their places; else these are absent
     */
    public MirroredSources(
            GitMirrors mirrors,
            RepositoryRemotes remotes,
            Duration timeout,
            RemoteListener listener,
            boolean withSubmodules) {
        this.mirrors = mirrors;
        this.remotes = remotes;
        this.timeout = timeout;
        this.listener = listener;
        this.withSubmodules = withSubmodules;
        this.others = new KnownRevisions(listener);
        this.objects = new CommitObjects(mirrors, remotes, timeout, this);
    }

    @Override
    public Answer<String> of(ApplicationSource source, String project, Freshness freshness) {
        var target = new TargetRevision(source.targetRevision(), source.tagPrefix());
        if (target.wanted(List.of()) instanceof Wanted.Commit(String id)) {
            return new Answer.Known<>(id.toLowerCase(Locale.ROOT));
        }
        return GitRevisions.isListed(source)
                ? listed(source, target, project, freshness)
                : others.of(source, project, freshness, () -> named(source, project));
    }

    private Answer<String> listed(
            ApplicationSource source, TargetRevision target, String project, Freshness freshness) {
        Deadline deadline = Deadline.in(timeout);
        return switch (remotes.of(source.repoUrl(), project, deadline)) {
            case RepositoryRemotes.Reach.Refused(String why) -> new Answer.Failed<>(why);
            case RepositoryRemotes.Reach.Reached(Remote remote) ->
                switch (references(remote, freshness, deadline, _ -> listener.moved(source.repoUrl()))) {
                    case GitResult.Failed<References>(GitFailure failure) -> new Answer.Failed<>(failure.message());
                    case GitResult.Success<References>(References references) -> meaning(target, references, remote);
                };
        };
    }

    private GitResult<References> references(
            Remote remote, Freshness freshness, Deadline deadline, RemoteListener told) {
        Optional<References> last = known.of(remote.identity());
        return freshness == Freshness.KNOWN && last.isPresent()
                ? GitResult.success(last.get())
                : asked(remote, deadline, told);
    }

    /** @param told when the remote has other branches and tags than it had: who took those does not ask again */
    private GitResult<References> asked(Remote remote, Deadline deadline, RemoteListener told) {
        GitResult<References> answer = mirrors.references(remote, deadline.remaining());
        switch (answer) {
            case GitResult.Success<References>(References references) -> {
                Optional<References> before = known.put(remote.identity(), references);
                if (before.filter(it -> !it.equals(references)).isPresent()) {
                    told.moved(remote.url().toString());
                }
            }
            case GitResult.Failed<References>(GitFailure failure) -> noteRefusal(failure, remote);
        }
        return answer;
    }

    private void noteRefusal(GitFailure failure, Remote remote) {
        if (failure instanceof GitFailure.CredentialsRejected) {
            remotes.refused(remote);
        }
    }

    private static Answer<String> meaning(TargetRevision target, References references, Remote remote) {
        return switch (target.wanted(references.tags().keySet())) {
            case Wanted.Commit(String id) -> new Answer.Known<>(id.toLowerCase(Locale.ROOT));
            case Wanted.Nothing(String why) -> new Answer.Failed<>(why + " in '" + remote.url() + "'");
            case Wanted.Reference(String name, boolean mayBeCommit) ->
                ReferenceMeaning.of(name, references)
                        .<Answer<String>>map(Answer.Known::new)
                        .orElseGet(() -> mayBeCommit
                                ? shortCommit(name, references, remote)
                                : new Answer.Failed<>(
                                        "couldn't find the branch or tag '" + name + "' in '" + remote.url() + "'"));
        };
    }

    private Answer<String> named(ApplicationSource source, String project) {
        Deadline deadline = Deadline.in(timeout);
        return switch (remotes.of(source.repoUrl(), project, deadline)) {
            case RepositoryRemotes.Reach.Refused(String why) -> new Answer.Failed<>(why);
            case RepositoryRemotes.Reach.Reached(Remote remote) -> named(source.targetRevision(), remote, deadline);
        };
    }

    /** References that are neither branches nor tags are listed by no one but for whoever names them. */
    private Answer<String> named(String name, Remote remote, Deadline deadline) {
        return switch (ReferenceSelector.name(name)
                .then(selector -> mirrors.sync(remote, selector, Optional.empty(), deadline.remaining()))) {
            case GitResult.Failed<Sync>(GitFailure failure) -> {
                noteRefusal(failure, remote);
                yield new Answer.Failed<>(failure.message());
            }
            case GitResult.Success<Sync>(Sync.Unchanged(var revision)) -> new Answer.Known<>(revision.commit());
            case GitResult.Success<Sync>(Sync.Ready(Snapshot snapshot)) -> {
                try (snapshot) {
                    yield new Answer.Known<>(snapshot.revision().commit());
                }
            }
        };
    }

    private static Answer<String> shortCommit(String text, References references, Remote remote) {
        List<String> commits = ReferenceMeaning.beginningWith(text.toLowerCase(Locale.ROOT), references);
        return commits.size() == 1
                ? new Answer.Known<>(commits.getFirst())
                : new Answer.Failed<>("'" + text + "' is no branch or tag of '" + remote.url()
                        + "', and as the beginning of a commit's id it is that of " + commits.size()
                        + " of their commits; write the whole id");
    }

    @Override
    public Fetch fetch(SourceRequest request) {
        Answer<String> revision = request.revision()
                .<Answer<String>>map(Answer.Known::new)
                .orElseGet(() -> of(request.source(), request.project(), Freshness.NOW));
        return switch (revision) {
            case Answer.Failed<String>(String why) -> new Fetch.Failed(why);
            case Answer.Known<String>(String commit) -> fetch(request.source().repoUrl(), request.project(), commit);
        };
    }

    private Fetch fetch(String url, String project, String commit) {
        if (!CommitNames.isValid(commit)) {
            return new Fetch.Failed("'" + commit + "' is no commit");
        }
        Deadline deadline = Deadline.in(timeout);
        return switch (remotes.of(url, project, deadline)) {
            case RepositoryRemotes.Reach.Refused(String why) -> new Fetch.Failed(why);
            case RepositoryRemotes.Reach.Reached(Remote remote) ->
                switch (ReferenceSelector.commit(commit, Optional.empty())
                        .then(selector -> mirrors.sync(remote, selector, Optional.empty(), deadline.remaining()))) {
                    case GitResult.Failed<Sync>(GitFailure failure) -> {
                        noteRefusal(failure, remote);
                        yield new Fetch.Failed(failure.message());
                    }
                    case GitResult.Success<Sync>(Sync.Unchanged(var revision)) ->
                        throw new IllegalStateException("no revision was named as known, but " + revision + " is");
                    case GitResult.Success<Sync>(Sync.Ready(Snapshot snapshot)) ->
                        withSubmodules
                                ? complete(commit, snapshot, remote, project, deadline)
                                : new Fetch.Fetched(new FetchedSource.Files(
                                        commit, tree(snapshot, remote), onceOnly(snapshot::close)));
                };
        };
    }

    private Fetch complete(String commit, Snapshot snapshot, Remote remote, String project, Deadline deadline) {
        var submodules = new ProjectSubmodules(remotes, project, deadline);
        return switch (mirrors.withSubmodules(remote, snapshot, submodules, deadline.remaining())) {
            case GitResult.Failed<CompleteFiles>(GitFailure failure) -> {
                snapshot.close();
                yield new Fetch.Failed(failure.message() + submodules.hint());
            }
            case GitResult.Success<CompleteFiles>(CompleteFiles complete) ->
                new Fetch.Fetched(new FetchedSource.Files(
                        commit, complete.over(tree(snapshot, remote), GitLimits.DEFAULT.fileBytes()), onceOnly(() -> {
                            complete.close();
                            snapshot.close();
                        })));
        };
    }

    private static FileTree tree(Snapshot snapshot, Remote remote) {
        return snapshot.tree(remote.url(), GitLimits.DEFAULT.fileBytes());
    }

    private static Runnable onceOnly(Runnable close) {
        var isClosed = new AtomicBoolean();
        return () -> {
            if (isClosed.compareAndSet(false, true)) {
                close.run();
            }
        };
    }

    @Override
    public RemoteBases bases(String project) {
        return new MirroredBases(
                mirrors, BASES, timeout, url -> remotes.namedInFile(url, project, Deadline.in(timeout)));
    }

    /** Asks the remote of a repository for its branches and tags, so that they are known from now on; who asks tells what has moved. */
    void ask(String url, String project) {
        Deadline deadline = Deadline.in(timeout);
        if (remotes.of(url, project, deadline) instanceof RepositoryRemotes.Reach.Reached(Remote remote)) {
            asked(remote, deadline, _ -> {});
        }
    }

    /** The branches and tags of a remote, as they were when somebody last asked. */
    GitResult<References> known(Remote remote, Deadline deadline) {
        return references(remote, Freshness.KNOWN, deadline, listener);
    }

    /** Commits and tags of the same mirrors. */
    public CommitObjects objects() {
        return objects;
    }

    /** Whether a remote has other branches and tags than it had; who asks tells it. */
    boolean hasMoved(Remote remote, Deadline deadline) {
        var hasMoved = new AtomicBoolean();
        asked(remote, deadline, _ -> hasMoved.set(true));
        return hasMoved.get();
    }

    /** Whether a reference of a remote that was asked here before has another commit than it had. */
    boolean isNews(Remote remote, Revision revision) {
        Optional<References> last = known.of(remote.identity());
        return last.isPresent()
                && !revision.reference()
                        .flatMap(name -> ReferenceMeaning.of(name, last.get()))
                        .equals(Optional.of(revision.commit()));
    }
}
