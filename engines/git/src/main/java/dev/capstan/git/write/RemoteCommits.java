package dev.capstan.git.write;

import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.connection.Attempt;
import dev.capstan.git.connection.Connection;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Commits to branches of remotes, without a work tree. Commits to one {@link Remote} are made one after another; with somebody else who
 * pushes, the slower one begins anew, and nobody's commits are overwritten.
 *
 * <p>Everything in the folder is a cache of what was fetched: it may be deleted while no process uses it.
 */
public final class RemoteCommits implements AutoCloseable {
    private final OwnedFolder folder;
    private final Connection.Surroundings surroundings;
    private final Clock clock;
    private final Map<String, Workbench> workbenches = new ConcurrentHashMap<>();

    private RemoteCommits(OwnedFolder folder, Connection.Surroundings surroundings, Clock clock) {
        this.folder = folder;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /**
     * Works below a folder, which is made when absent.
     *
     * @param clock for the times in commits
     * @throws IOException when the folder cannot be used
     */
    public static RemoteCommits open(Path folder, GitSettings settings, Clock clock) throws IOException {
        IsolatedJGit.ensure();
        var owned = OwnedFolder.claim(folder, "commits");
        var remotes = owned.path().resolve("remotes");
        Scratch.delete(remotes); // how much of a history lies there is known only to the process that fetched it
        var emptyHome = Files.createDirectories(owned.path().resolve("empty-home"));
        var http = new OutboundHttp(settings.addresses(), settings.resolver());
        return new RemoteCommits(owned, new Connection.Surroundings(settings, http, emptyHome), clock);
    }

    /**
     * Makes a commit and pushes it.
     *
     * <p>Where somebody else is quicker, the branch is fetched and the editor called again, a few times. When the time is over the
     * caller is free at once, and a push that was under way may yet be taken: the next call finds out.
     *
     * @param timeout for everything together, the turn of others at this remote included
     */
    public GitResult<CommitOutcome> commit(Remote remote, CommitRequest request, Duration timeout) {
        return CheckedRequest.of(request)
                .then(checked ->
                        ask(remote, timeout, (workbench, attempt) -> workbench.commit(remote, checked, attempt)));
    }

    /**
     * The head of a branch as the remote says it now. Nothing is fetched.
     *
     * @param timeout for everything together, the turn of others at this remote included
     * @return 40 hexadecimal digits; empty when there is no such branch
     */
    public GitResult<Optional<String>> head(Remote remote, ReferenceSelector.Branch branch, Duration timeout) {
        return ask(remote, timeout, (workbench, attempt) -> workbench.head(remote, branch.name(), attempt));
    }

    private interface Question<T> {
        GitResult<T> ask(Workbench workbench, Attempt attempt) throws InterruptedException;
    }

    private <T> GitResult<T> ask(Remote remote, Duration timeout, Question<T> question) {
        var attempt = new Attempt(remote.url(), timeout);
        return attempt.run(() -> {
            var workbench = taken(remote);
            try {
                return question.ask(workbench, attempt);
            } finally {
                workbench.giveBack();
            }
        });
    }

    /** The workbench, which is not deleted before it is given back. Taking and deleting one exclude each other by the map. */
    private Workbench taken(Remote remote) {
        return workbenches.compute(
                remote.identity(), (name, present) -> (present == null ? made(name) : present).take());
    }

    private Workbench made(String name) {
        return new Workbench(folder.path().resolve("remotes").resolve(name), surroundings, clock);
    }

    /**
     * Deletes what was fetched from remotes that nobody has committed to during the given time.
     *
     * @return how many remotes these were
     * @throws IOException when files cannot be deleted
     */
    public int deleteUnused(Duration unusedFor) throws IOException {
        var oldest = clock.instant().minus(unusedFor);
        int deleted = 0;
        for (var name : List.copyOf(workbenches.keySet())) {
            if (isDeleted(name, oldest)) {
                deleted++;
            }
        }
        return deleted;
    }

    private boolean isDeleted(String name, Instant oldest) throws IOException {
        var present = workbenches.get(name);
        try {
            return present != null
                    && workbenches.computeIfPresent(
                                    name, (_, workbench) -> deleteIfUnused(workbench, oldest) ? null : workbench)
                            != present;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean deleteIfUnused(Workbench workbench, Instant oldest) {
        try {
            return workbench.deleteIfUnused(oldest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        surroundings.http().close();
        folder.close();
    }
}
