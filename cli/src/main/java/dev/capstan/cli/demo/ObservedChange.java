package dev.capstan.cli.demo;

import io.fabric8.kubernetes.client.dsl.Informable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Looks at objects through a watch until they are in a certain state, and notes when that was. Opened before the change
 * whose effect it is to see, so that nothing is missed and no polling blurs the time.
 */
final class ObservedChange implements AutoCloseable {

    private final CompletableFuture<?> found;
    private final AtomicLong seenAt = new AtomicLong();

    private <T> ObservedChange(Informable<T> objects, Predicate<List<T>> state) {
        this.found = objects.informOnCondition(items -> {
            if (!state.test(items)) {
                return false;
            }
            seenAt.compareAndSet(0, System.nanoTime());
            return true;
        });
    }

    static <T> ObservedChange of(Informable<T> objects, Predicate<List<T>> state) {
        return new ObservedChange(objects, state);
    }

    /**
     * Waits for the state.
     *
     * @param begin what the time is counted from, by {@link System#nanoTime()}
     * @param what the state in words, for the failure
     * @return the time from begin until the state was seen
     * @throws DemoFailure when it is not seen in time
     */
    Duration await(long begin, Duration limit, String what) {
        try {
            found.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return Duration.ofNanos(Math.max(0, seenAt.get() - begin));
        } catch (TimeoutException | CancellationException e) {
            throw new DemoFailure(what + ": not seen within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new DemoFailure(what + ": the watch failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure(what + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        found.cancel(true);
    }
}
