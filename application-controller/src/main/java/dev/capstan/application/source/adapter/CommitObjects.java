package dev.capstan.application.source.adapter;

import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.TargetRevision;
import dev.capstan.argo.source.TargetRevision.Wanted;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.mirror.BranchProgress;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.References;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.git.mirror.Sync;
import dev.capstan.http.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commits and tags as Git stores them, out of mirrors. */
public final class CommitObjects {
    private static final int MOST_TAGS = 2_000;
    private static final String NO_COMMIT = "0".repeat(40);

    private final GitMirrors mirrors;
    private final RepositoryRemotes remotes;
    private final Duration timeout;
    private final MirroredSources sources;
    private final Map<String, Raw> tags = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Raw> eldest) {
            return size() > MOST_TAGS;
        }
    };

    CommitObjects(GitMirrors mirrors, RepositoryRemotes remotes, Duration timeout, MirroredSources sources) {
        this.mirrors = mirrors;
        this.remotes = remotes;
        this.timeout = timeout;
        this.sources = sources;
    }

    /** What {@code targetRevision} of a source is. */
    public sealed interface Meaning {
        record Branch(String name) implements Meaning {}

        record Tag(String name) implements Meaning {}

        /** A commit, or another reference. */
        record Other() implements Meaning {}

        /** It cannot be told; for people. */
        record Failed(String why) implements Meaning {}
    }

    /** Objects, not taken apart. */
    public sealed interface Raw {
        /** @param tag the tag object that led to the commit; empty when there was none */
        record Objects(byte[] commit, Optional<byte[]> tag) implements Raw {
            @Override
            public String toString() {
                return "Objects[]";
            }
        }

        /** They cannot be had; for people. */
        record Failed(String why) implements Raw {}
    }

    /** All commits of a history. */
    public sealed interface History {
        /**
         * Newest first.
         *
         * @param isComplete whether there are no more
         */
        record Commits(List<BranchProgress.RawCommit> commits, boolean isComplete) implements History {
            /** Copies the list. */
            public Commits {
                commits = List.copyOf(commits);
            }
        }

        /** They cannot be had; for people. */
        record Failed(String why) implements History {}
    }

    private interface Look<T> {
        T at(Remote remote, Deadline deadline);
    }

    private <T> GitAnswer<T> look(ApplicationSource source, String project, Look<T> look) {
        Deadline deadline = Deadline.in(timeout);
        return switch (remotes.of(source.repoUrl(), project, deadline)) {
            case RepositoryRemotes.Reach.Refused(String why) -> new GitAnswer.Refused<>(why);
            case RepositoryRemotes.Reach.Reached(Remote remote) -> new GitAnswer.Of<>(look.at(remote, deadline));
        };
    }

    private sealed interface GitAnswer<T> {
        record Of<T>(T value) implements GitAnswer<T> {}

        record Refused<T>(String why) implements GitAnswer<T> {}
    }

    /**
     * Whether a revision is a branch or a tag.
     *
     * @param commit that it means
     */
    public Meaning meaning(ApplicationSource source, String project, String commit) {
        var target = new TargetRevision(source.targetRevision(), source.tagPrefix());
        if (target.wanted(List.of()) instanceof Wanted.Commit) {
            return new Meaning.Other();
        }
        return switch (look(source, project, sources::known)) {
            case GitAnswer.Refused<GitResult<References>>(String why) -> new Meaning.Failed(why);
            case GitAnswer.Of<GitResult<References>>(GitResult.Failed<References>(GitFailure failure)) ->
                new Meaning.Failed(failure.message());
            case GitAnswer.Of<GitResult<References>>(GitResult.Success<References>(References references)) ->
                target.wanted(references.tags().keySet()) instanceof Wanted.Reference(String name, boolean _)
                        ? ReferenceMeaning.kind(name, commit, references)
                        : new Meaning.Other();
        };
    }

    /** A commit. */
    public Raw commit(ApplicationSource source, String project, String commit) {
        return objects(source, project, ReferenceSelector.commit(commit, Optional.empty()), commit);
    }

    /** A tag and its commit; a tag that has another commit by now is not the one that was asked for. */
    public Raw tag(ApplicationSource source, String project, String name, String commit) {
        String key = source.repoUrl() + " " + project + " " + name + " " + commit;
        Raw known;
        synchronized (tags) {
            known = tags.get(key);
        }
        if (known != null) {
            return known;
        }
        Raw raw = objects(source, project, ReferenceSelector.tag(name), commit);
        if (raw instanceof Raw.Objects) {
            synchronized (tags) {
                tags.put(key, raw);
            }
        }
        return raw;
    }

    private Raw objects(ApplicationSource source, String project, GitResult<ReferenceSelector> wanted, String commit) {
        GitAnswer<Raw> answer = look(source, project, (remote, deadline) -> switch (wanted.then(
                selector -> mirrors.sync(remote, selector, Optional.empty(), deadline.remaining()))) {
            case GitResult.Failed<Sync>(GitFailure failure) -> new Raw.Failed(failure.message());
            case GitResult.Success<Sync>(Sync.Unchanged(var revision)) ->
                throw new IllegalStateException("no revision was named as known, but " + revision + " is");
            case GitResult.Success<Sync>(Sync.Ready(Snapshot snapshot)) -> read(snapshot, commit, remote);
        });
        return switch (answer) {
            case GitAnswer.Refused<Raw>(String why) -> new Raw.Failed(why);
            case GitAnswer.Of<Raw>(Raw raw) -> raw;
        };
    }

    private static Raw read(Snapshot snapshot, String commit, Remote remote) {
        try (snapshot) {
            return snapshot.revision().commit().equals(commit)
                    ? new Raw.Objects(snapshot.rawCommit(), snapshot.rawTag())
                    : new Raw.Failed("the reference of commit " + commit + " was moved in '" + remote.url()
                            + "'; it is looked at again");
        } catch (IOException unreadable) {
            return new Raw.Failed(Snapshot.failure(unreadable, remote.url()).message());
        }
    }

    /**
     * A commit and all that came before it.
     *
     * @param reference that the commit is on, or the commit itself
     * @param most how many are wanted at most
     */
    public History history(
            ApplicationSource source, String project, GitResult<ReferenceSelector> reference, String commit, int most) {
        GitAnswer<GitResult<BranchProgress>> answer = look(
                source,
                project,
                (remote, deadline) -> reference.then(selector -> mirrors.progress(
                        remote, selector, new BranchProgress.Question(NO_COMMIT, commit, most), deadline.remaining())));
        return switch (answer) {
            case GitAnswer.Refused<GitResult<BranchProgress>>(String why) -> new History.Failed(why);
            case GitAnswer.Of<GitResult<BranchProgress>>(GitResult.Failed<BranchProgress>(GitFailure failure)) ->
                new History.Failed(failure.message());
            case GitAnswer.Of<GitResult<BranchProgress>>(GitResult.Success<BranchProgress>(var progress)) ->
                new History.Commits(progress.added(), progress.isComplete());
        };
    }
}
