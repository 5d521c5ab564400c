package dev.capstan.git.write;

import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.connection.Attempt;
import dev.capstan.git.connection.Connection;
import dev.capstan.git.connection.FetchExtent;
import dev.capstan.git.connection.OwnedFolder;
import dev.capstan.git.transport.IsolatedJGit;
import dev.capstan.http.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Branches and tags of remotes with their whole history: looked at, merged, moved forward and made, without a work tree. One
 * {@link Remote} is worked with by one at a time. Nothing is ever forced: a reference changes only when it is still as it was seen.
 *
 * <p>Everything in the folder is a cache of what was fetched: it may be deleted while no process uses it.
 */
public final class RemoteReferences implements AutoCloseable {
    /** How long what was fetched is kept for a remote that nobody works with. */
    private static final Duration UNUSED_STAYS = Duration.ofHours(24);

    private final OwnedFolder folder;
    private final Connection.Surroundings surroundings;
    private final Clock clock;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    private RemoteReferences(OwnedFolder folder, Connection.Surroundings surroundings, Clock clock) {
        this.folder = folder;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /** Work with one remote, one after another. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private volatile Instant lastUse = Instant.MAX; // nothing is there that could be deleted
    }

    /** Work with what a remote has. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Runs on a thread that is interrupted when the time is over.
         *
         * @param session to be used until this returns
         * @throws IOException only what the session throws
         */
        T run(ReferenceSession session) throws IOException;
    }

    /**
     * Works below a folder, which is made when absent.
     *
     * @param clock for the times in commits and tags
     * @throws IOException when the folder cannot be used
     */
    public static RemoteReferences open(Path folder, GitSettings settings, Clock clock) throws IOException {
        IsolatedJGit.ensure();
        var owned = OwnedFolder.claim(folder, "references");
        Scratch.delete(owned.path().resolve("remotes"));
        var emptyHome = Files.createDirectories(owned.path().resolve("empty-home"));
        var http = new OutboundHttp(settings.addresses(), settings.resolver());
        return new RemoteReferences(owned, new Connection.Surroundings(settings, http, emptyHome), clock);
    }

    /**
     * Fetches references with their history, and works with them. When the time is over the caller is free at once, and a push that
     * was under way may yet be taken: the next session finds out.
     *
     * @param scopes full names, or prefixes that end with a slash; those that the remote does not have are left out
     * @param timeout for everything together, the turn of others at this remote included
     */
    public <T> GitResult<T> with(Remote remote, Collection<String> scopes, Duration timeout, Work<T> work) {
        return with(remote, scopes, FetchExtent.ALL_HISTORY, timeout, work);
    }

    /**
     * The same for references whose files are wanted, and not their history: of each only the newest commit is fetched. Not for a
     * remote whose history is asked for with the same folder.
     *
     * @param scopes as above; {@code HEAD} is what a clone would check out
     */
    public <T> GitResult<T> withNewest(Remote remote, Collection<String> scopes, Duration timeout, Work<T> work) {
        return with(remote, scopes, FetchExtent.ONE_COMMIT, timeout, work);
    }

    private <T> GitResult<T> with(
            Remote remote, Collection<String> scopes, FetchExtent extent, Duration timeout, Work<T> work) {
        var attempt = new Attempt(remote.url(), timeout);
        return attempt.run(() -> {
            deleteUnused();
            var turn = turns.computeIfAbsent(remote.identity(), _ -> new Turn());
            turn.lock.lockInterruptibly();
            try {
                turn.lastUse = clock.instant();
                var result = worked(remote, scopes, extent, attempt, work);
                tidyUp(directory(remote.identity()));
                return result;
            } finally {
                turn.lock.unlock();
            }
        });
    }

    private Path directory(String identity) {
        return folder.path().resolve("remotes").resolve(identity);
    }

    /** The turns themselves stay: somebody may wait for one. */
    private void deleteUnused() {
        var oldest = clock.instant().minus(UNUSED_STAYS);
        turns.forEach((identity, turn) -> {
            if (turn.lastUse.isBefore(oldest) && turn.lock.tryLock()) {
                try {
                    Scratch.delete(directory(identity));
                    turn.lastUse = Instant.MAX;
                } catch (IOException | UncheckedIOException e) {
                    // Whoever works with a remote next tries again.
                } finally {
                    turn.lock.unlock();
                }
            }
        });
    }

    /** Every fetch adds a pack, and each is searched for every object: beyond the limit all is fetched anew, into one. */
    private void tidyUp(Path directory) {
        try {
            if (packs(directory) > surroundings.settings().limits().packs()) {
                Scratch.delete(directory);
            }
        } catch (IOException | UncheckedIOException e) {
            // What was done is done; who finds it untidy the next time tries again.
        }
    }

    private static long packs(Path directory) throws IOException {
        try (var files = Files.list(directory.resolve("objects").resolve("pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).count();
        }
    }

    private <T> GitResult<T> worked(
            Remote remote, Collection<String> scopes, FetchExtent extent, Attempt attempt, Work<T> work)
            throws InterruptedException {
        var directory = directory(remote.identity());
        try (var session = ReferenceSession.open(
                new ReferenceSession.Place(directory, remote, surroundings, attempt), extent, clock)) {
            session.fetch(scopes);
            return GitResult.success(work.run(session));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return attempt.failed(e, () -> discard(directory, e));
        }
    }

    private static void discard(Path directory, Throwable reason) {
        try {
            Scratch.delete(directory);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        surroundings.http().close();
        folder.close();
    }
}
