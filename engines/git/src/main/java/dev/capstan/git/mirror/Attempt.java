package dev.capstan.git.mirror;

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
import java.util.function.Supplier;

/**
 * Work with a remote that ends when its time is over, whatever the server does: the work runs on a thread of its own, which is
 * interrupted and whose connections are closed, while the caller gets its answer at once.
 */
final class Attempt {
    private final RemoteUrl url;
    private final Deadline deadline;
    private volatile Closeable connections = () -> {};
    private volatile Supplier<String> hostKeyRefusal = () -> "";

    Attempt(RemoteUrl url, Duration allowed) {
        this.url = url;
        this.deadline = Deadline.in(allowed);
    }

    Deadline deadline() {
        return deadline;
    }

    /** What to close so that the work stops waiting. */
    void endsBy(Closeable network) {
        connections = network;
    }

    void explainsHostKeysBy(Supplier<String> explanation) {
        hostKeyRefusal = explanation;
    }

    String hostKeyRefusal() {
        return hostKeyRefusal.get();
    }

    /** The work of an attempt; what it throws is translated by it. */
    interface Work<T> {
        GitResult<T> run() throws InterruptedException;
    }

    <T> GitResult<T> run(Work<T> work) {
        var answer = new CompletableFuture<GitResult<T>>();
        var thread = Thread.ofVirtual().name("git " + url.host()).start(() -> {
            try {
                var result = work.run();
                if (!answer.complete(result)) {
                    closeUnwanted(result);
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

    private static void closeUnwanted(GitResult<?> result) {
        if (result instanceof GitResult.Success<?>(Sync.Ready(var snapshot))) {
            snapshot.close();
        }
    }
}
