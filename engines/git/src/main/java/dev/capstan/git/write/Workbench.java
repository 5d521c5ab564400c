package dev.capstan.git.write;

import dev.capstan.git.GitResult;
import dev.capstan.git.Remote;
import dev.capstan.git.connection.Attempt;
import dev.capstan.git.connection.Connection;
import dev.capstan.git.connection.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Where commits to one remote are made, one after another. */
final class Workbench {
    private final Path directory;
    private final Connection.Surroundings surroundings;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicInteger users = new AtomicInteger();
    private int depth;
    private volatile Instant lastUse = Instant.EPOCH;

    Workbench(Path directory, Connection.Surroundings surroundings, Clock clock) {
        this.directory = directory;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    GitResult<CommitOutcome> commit(Remote remote, CheckedRequest request, Attempt attempt)
            throws InterruptedException {
        return inTurn(remote, attempt, () -> outcome(remote, request, attempt));
    }

    /** The head of a branch as the remote says it now; nothing is fetched. */
    GitResult<Optional<String>> head(Remote remote, String branch, Attempt attempt) throws InterruptedException {
        return inTurn(remote, attempt, () -> {
            try (var fetched =
                    FetchedRepository.open(directory.resolve("fetched"), remote, surroundings, attempt, depth)) {
                return fetched.now(Constants.R_HEADS + branch).map(ObjectId::name);
            }
        });
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> GitResult<T> inTurn(Remote remote, Attempt attempt, Question<T> question) throws InterruptedException {
        lastUse = clock.instant();
        turn.lockInterruptibly();
        try {
            return GitResult.success(question.ask());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return attempt.failed(e, () -> discard(e));
        } finally {
            turn.unlock();
        }
    }

    private CommitOutcome outcome(Remote remote, CheckedRequest request, Attempt attempt) throws IOException {
        var scratch = Files.createDirectories(directory.resolve("scratch"));
        var isUntidy = false;
        try (var fetched = FetchedRepository.open(directory.resolve("fetched"), remote, surroundings, attempt, depth)) {
            try {
                var limits = surroundings.settings().limits();
                var checkout = Listing.scopeOf(request.request().checkout());
                var pushes = new Pushes(remote, surroundings, attempt, fetched, request.options(), checkout);
                return new CommitRun(request, fetched, pushes, scratch, remote, limits, clock).run();
            } finally {
                depth = fetched.depth();
                isUntidy = fetched.packs() > surroundings.settings().limits().packs();
            }
        } finally {
            if (isUntidy) {
                tidyUp();
            }
        }
    }

    private void tidyUp() {
        try {
            forget();
        } catch (IOException e) {
            // What was done is done; who finds it untidy the next time tries again.
        }
    }

    private void discard(Throwable reason) {
        try {
            forget();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private void forget() throws IOException {
        depth = 0;
        Scratch.delete(directory);
    }

    /** Keeps it from being deleted until it is given back as often as it was taken. */
    Workbench take() {
        users.incrementAndGet();
        return this;
    }

    void giveBack() {
        users.decrementAndGet();
    }

    /** Removes everything from this machine, unless somebody has taken it or has used it since. */
    boolean deleteIfUnused(Instant since) throws IOException {
        if (users.get() > 0 || !lastUse.isBefore(since)) {
            return false;
        }
        forget();
        return true;
    }
}
