package dev.capstan.git.connection;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work with a remote that ends when its time is over, whatever the server does: the work runs on a thread of its own, which is
 * interrupted and whose connections are closed, while the caller gets its answer at once.
 */
public final class Attempt {
    private final RemoteUrl url;
    private final Deadline deadline;
    private volatile Closeable connections = () -> {};
    private volatile Supplier<String> hostKeyRefusal = () -> "";

    /** Begins now. */
    public Attempt(RemoteUrl url, Duration allowed) {
        this.url = url;
        this.deadline = Deadline.in(allowed);
    }

    /** When it ends. */
    public Deadline deadline() {
        return deadline;
    }

    /** What to close so that the work stops waiting. */
    public void endsBy(Closeable network) {
        connections = network;
    }

    /** What knows why a host key was refused. */
    public void explainsHostKeysBy(Supplier<String> explanation) {
        hostKeyRefusal = explanation;
    }

    /** The work of an attempt; what it throws is translated by it, see {@link #failed}. */
    public interface Work<T> {
        GitResult<T> run() throws InterruptedException;
    }

    /** Does the work, whose value needs no closing. */
    public <T> GitResult<T> run(Work<T> work) {
        return run(work, _ -> {});
    }

    /**
     * Does the work.
     *
     * @param unwanted gets a value for which it is too late
     */
    public <T> GitResult<T> run(Work<T> work, Consumer<? super T> unwanted) {
        var answer = new CompletableFuture<GitResult<T>>();
        var thread = Thread.ofVirtual().name("git " + url.host()).start(() -> {
            try {
                var result = work.run();
                if (!answer.complete(result)) {
                    result.success().ifPresent(unwanted);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.complete(timedOut());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return abandon(answer, thread);
        } catch (InterruptedException e) {
            var result = abandon(answer, thread);
            Thread.currentThread().interrupt();
            return result;
        } catch (ExecutionException e) {
            throw new IllegalStateException("unexpected failure while reading '" + url + "'", e.getCause());
        }
    }

    /**
     * What it means that the work threw something.
     *
     * @param discard throws away what is kept of the remote; run when the reason may lie in it
     * @throws InterruptedException instead, when the work was ended
     */
    public <T> GitResult<T> failed(Throwable thrown, Runnable discard) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the attempt was ended");
        }
        var failure = Translation.of(thrown, url, hostKeyRefusal.get());
        if (failure.isEmpty() || failure.get() instanceof GitFailure.ObjectsDamaged) {
            discard.run();
        }
        return GitResult.failed(failure.orElseThrow(() -> new IllegalStateException("a bug, or one of JGit", thrown)));
    }

    private <T> GitResult<T> abandon(CompletableFuture<GitResult<T>> answer, Thread thread) {
        if (!answer.complete(timedOut())) {
            return answer.join(); // it was ready in the last moment
        }
        thread.interrupt();
        var stale = connections;
        Thread.ofVirtual().name("git close " + url.host()).start(() -> {
            try {
                stale.close();
            } catch (IOException e) {
                // The connection is broken already, which is what closing it was for.
            }
        });
        return answer.join();
    }

    private <T> GitResult<T> timedOut() {
        return GitResult.failed(new GitFailure.TimedOut(url, deadline.allowed()));
    }
}
