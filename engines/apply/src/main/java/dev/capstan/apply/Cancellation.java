package dev.capstan.apply;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells running work that it is no longer wanted. Thread-safe; cancelling twice keeps the first reason. */
public final class Cancellation {

    private final CompletableFuture<String> cancelled = new CompletableFuture<>();

    /**
     * Asks the work to stop at the next safe point. Requests already sent are not taken back.
     *
     * @param reason for messages, for example {@code superseded by revision main@sha1:…}
     */
    public void cancel(String reason) {
        cancelled.complete(reason);
    }

    public boolean isCancelled() {
        return cancelled.isDone();
    }

    /** The reason, when cancelled. */
    public Optional<String> reason() {
        return Optional.ofNullable(cancelled.getNow(null));
    }

    /** Completes with the reason when cancelled. */
    public CompletionStage<String> whenCancelled() {
        return cancelled.minimalCompletionStage();
    }
}
