package dev.capstan.applier.identity.kube;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cluster answers, asked before each run. All who ask at the same time wait for one answer, for a bounded
 * time, and what is wrong is believed for a while: a dead cluster with many users costs one wait and not one for each.
 */
final class Reachability {

    /** How long an answer may take. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    /** How long what is wrong is believed. */
    static final Duration BELIEVED = Duration.ofSeconds(20);

    private final Supplier<Optional<String>> question;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private @Nullable Asking last;

    /** @param question what is wrong with the cluster, empty when nothing is; may block */
    Reachability(Supplier<Optional<String>> question) {
        this(question, LIMIT, System::nanoTime);
    }

    /** @param nanoTime monotonic time, as {@link System#nanoTime} */
    Reachability(Supplier<Optional<String>> question, Duration limit, LongSupplier nanoTime) {
        this.question = question;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    private record Asking(CompletableFuture<Optional<String>> answer, long startedNanos) {}

    /** What is wrong; empty when the cluster answers. Blocks until the answer is there or the time for it is over. */
    Optional<String> problem() {
        try {
            return asking().answer().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("the attempt was ended");
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Asking whether a cluster answers failed", failed.getCause());
        }
    }

    private synchronized Asking asking() {
        Asking before = last;
        if (before != null && isStillBelieved(before)) {
            return before;
        }
        var answer = new CompletableFuture<Optional<String>>();
        Asking now = new Asking(answer, nanoTime.getAsLong());
        last = now;
        Thread.ofVirtual().name("reach-cluster").start(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error fault) {
                answer.completeExceptionally(fault);
            }
        });
        answer.completeOnTimeout(
                Optional.of("no answer within " + limit.toSeconds() + "s"), limit.toMillis(), TimeUnit.MILLISECONDS);
        return now;
    }

    private boolean isStillBelieved(Asking before) {
        if (!before.answer().isDone()) {
            return true;
        }
        return !before.answer().isCompletedExceptionally()
                && before.answer().join().isPresent()
                && nanoTime.getAsLong() - before.startedNanos() < BELIEVED.toNanos();
    }
}
