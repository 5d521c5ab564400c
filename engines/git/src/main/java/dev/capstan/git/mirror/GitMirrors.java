package dev.capstan.git.mirror;

import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.connection.Attempt;
import dev.capstan.git.connection.Connection;
import dev.capstan.git.connection.OwnedFolder;
import dev.capstan.git.transport.IsolatedJGit;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All mirrors of this process, one per {@link Remote}. Everything in the folder is a cache: it may be deleted while no process uses
 * it, and a folder that another process uses is left alone (a second folder next to it is taken).
 */
public final class GitMirrors implements AutoCloseable {
    private final OwnedFolder folder;
    private final Path root;
    private final Connection.Surroundings surroundings;
    private final Clock clock;
    private final MirrorListener listener;
    private final Map<String, Mirror> mirrors = new ConcurrentHashMap<>();

    private GitMirrors(OwnedFolder folder, Connection.Surroundings surroundings, Clock clock, MirrorListener listener) {
        this.folder = folder;
        this.root = folder.path();
        this.surroundings = surroundings;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Opens the mirrors below a folder, which is made when absent.
     *
     * @throws IOException when the folder cannot be used
     */
    public static GitMirrors open(Path folder, GitSettings settings, Clock clock) throws IOException {
        return open(folder, settings, clock, MirrorListener.NONE);
    }

    /**
     * As {@link #open(Path, GitSettings, Clock)}.
     *
     * @param listener is told what is found
     */
    public static GitMirrors open(Path folder, GitSettings settings, Clock clock, MirrorListener listener)
            throws IOException {
        IsolatedJGit.ensure();
        var owned = OwnedFolder.claim(folder, "mirrors");
        var emptyHome = Files.createDirectories(owned.path().resolve("empty-home"));
        var surroundings = new Connection.Surroundings(
                settings, new OutboundHttp(settings.addresses(), settings.resolver()), emptyHome);
        return new GitMirrors(owned, surroundings, clock, listener);
    }

    /**
     * Asks the remote what the selector means now, and brings that commit into the mirror unless it is the known one.
     *
     * @param known the revision the caller has already; empty when it needs the files in any case
     * @param timeout for everything together; when it is over the caller is free at once
     */
    public GitResult<Sync> sync(Remote remote, ReferenceSelector selector, Optional<Revision> known, Duration timeout) {
        var needsHistory = selector instanceof ReferenceSelector.Commit commit
                && commit.branch().isPresent();
        var name = needsHistory ? remote.identity() + "-history" : remote.identity();
        var result = ask(
                name,
                remote,
                timeout,
                (mirror, attempt) -> mirror.sync(remote, selector, known, attempt, clock.instant()));
        if (!(selector instanceof ReferenceSelector.Commit)
                && result instanceof GitResult.Success<Sync>(Sync.Ready(var snapshot))) {
            listener.found(remote, snapshot.revision());
        }
        return result;
    }

    /**
     * The branches and tags that the remote has now. Nothing is fetched; those who ask at the same time share one question.
     *
     * @param timeout for everything together
     */
    public GitResult<References> references(Remote remote, Duration timeout) {
        return ask(
                remote.identity(),
                remote,
                timeout,
                (mirror, attempt) -> mirror.references(remote, attempt, clock.instant()));
    }

    /**
     * How a branch or tag came from one commit to another. The commits are kept in a mirror of their own, all of them and
     * without files where the server can send that, so it costs nothing for those who do not ask.
     *
     * @param selector names one reference, or the head itself
     * @param question the head is a commit that the reference had a moment ago
     * @param timeout for everything together
     */
    public GitResult<BranchProgress> progress(
            Remote remote, ReferenceSelector selector, BranchProgress.Question question, Duration timeout) {
        return ask(
                remote.identity() + "-commits",
                remote,
                timeout,
                (mirror, attempt) -> mirror.progress(remote, selector, question, attempt, clock.instant()));
    }

    private interface Question<T> {
        GitResult<T> ask(Mirror mirror, Attempt attempt) throws InterruptedException;
    }

    private <T> GitResult<T> ask(String name, Remote remote, Duration timeout, Question<T> question) {
        var attempt = new Attempt(remote.url(), timeout);
        return attempt.run(work(name, remote, attempt, question), GitMirrors::closeUnwanted);
    }

    private <T> Attempt.Work<T> work(String name, Remote remote, Attempt attempt, Question<T> question) {
        return () -> {
            var mirror = taken(name, remote);
            try {
                return question.ask(mirror, attempt);
            } finally {
                mirror.giveBack();
            }
        };
    }

    private static void closeUnwanted(Object value) {
        if (value instanceof Sync.Ready(var snapshot)) {
            snapshot.close();
        }
    }

    /**
     * The branch that a clone of the remote checks out, as the remote said when it was last asked for the reference {@code HEAD}.
     *
     * @return the name without {@code refs/heads/}; empty when nobody has asked, or when {@code HEAD} is on no branch
     */
    public Optional<String> defaultBranch(Remote remote) {
        var mirror = mirrors.get(remote.identity());
        return mirror == null ? Optional.empty() : mirror.defaultBranch();
    }

    /** The mirror, which is not deleted before it is given back. Taking and deleting one exclude each other by the map. */
    private Mirror taken(String name, Remote remote) {
        return mirrors.compute(
                name,
                (_, present) ->
                        (present == null ? new Mirror(root.resolve(name), remote, surroundings) : present).take());
    }

    /**
     * The files of a commit with those of its submodules, which are fetched as far as their mirrors do not have them. Credentials
     * of the remote are used only with its own scheme, host and port.
     *
     * @param remote where the commit is from; relative URLs of submodules begin there
     * @param timeout for all submodules together
     */
    public GitResult<CompleteFiles> withSubmodules(Remote remote, Snapshot commit, Duration timeout) {
        return withSubmodules(remote, commit, SubmoduleRemotes.OF_THE_SAME_SERVER, timeout);
    }

    /**
     * As {@link #withSubmodules(Remote, Snapshot, Duration)}.
     *
     * @param remotes who asks for each of them
     */
    public GitResult<CompleteFiles> withSubmodules(
            Remote remote, Snapshot commit, SubmoduleRemotes remotes, Duration timeout) {
        return new Submodules(this, remotes, Deadline.in(timeout)).into(remote, commit);
    }

    /**
     * Deletes mirrors that nobody has asked for during the given time.
     *
     * @return how many were deleted
     * @throws IOException when files cannot be deleted
     */
    public int deleteUnused(Duration unusedFor) throws IOException {
        var oldest = clock.instant().minus(unusedFor);
        int deleted = 0;
        for (var name : List.copyOf(mirrors.keySet())) {
            if (delete(name, oldest)) {
                deleted++;
            }
        }
        return deleted;
    }

    private boolean delete(String name, Instant oldest) throws IOException {
        var present = mirrors.get(name);
        try {
            return present != null
                    && mirrors.computeIfPresent(name, (_, mirror) -> deleteIfUnused(mirror, oldest) ? null : mirror)
                            != present;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean deleteIfUnused(Mirror mirror, Instant oldest) {
        try {
            return mirror.deleteIfUnused(oldest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        mirrors.values().forEach(Mirror::close);
        surroundings.http().close();
        folder.close();
    }
}
