package dev.capstan.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Questions that several ask at the same time, sent once for all of them. Nothing is kept: an answer counts for those who asked before its
 * question was sent, so nobody gets one that is older than the wish for it. Whoever comes while a question is under way waits for the next
 * one: a thousand who come at once cost two questions. Safe for several threads.
 *
 * @param <K> equal for those who ask the same with the same rights
 * @param <V> an answer, which may say that something failed
 */
public final class SharedQuestions<K, V> {
    private final Map<K, Line<V>> lines = new ConcurrentHashMap<>();
    private final Predicate<V> isOfOneAlone;

    /**
     * The questions with one key: the one that is under way, and the one that is sent when it has ended. Who comes now joins the second.
     */
    private record Line<V>(Question<V> running, Optional<Question<V>> next) {
        Line<V> joinedBy(Question<V> newcomer) {
            return next.isPresent() ? this : new Line<>(running, Optional.of(newcomer));
        }

        /** The line when a question has ended or was given up; empty when nobody is left. */
        Optional<Line<V>> without(Question<V> ended) {
            if (running == ended) {
                return next.map(it -> new Line<>(it, Optional.empty()));
            }
            return Optional.of(isNext(ended) ? new Line<>(running, Optional.empty()) : this);
        }

        boolean isNext(Question<V> question) {
            return next.isPresent() && next.get() == question;
        }
    }

    /** A question that somebody sends for all who joined it. */
    private static final class Question<V> {
        /** Empty when there is none that others could use; completed when the next question may be sent. */
        private final CompletableFuture<Optional<V>> answer = new CompletableFuture<>();

        Optional<V> await(Deadline deadline) throws TimeoutException, InterruptedException {
            try {
                return answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a question ends with an answer or without, never with a failure", e);
            }
        }
    }

    /**
     * @param isOfOneAlone which answers say something of the one who asked, such as that the time was over; the others ask for themselves.
     *     What comes of a thread that was asked to stop is never shared.
     */
    public SharedQuestions(Predicate<V> isOfOneAlone) {
        this.isOfOneAlone = isOfOneAlone;
    }

    /**
     * The answer to a question that is sent from now on, by this thread or by another one.
     *
     * @param deadline of this one who asks, for waiting; a question that this thread sends keeps it by itself
     * @param question sends it and waits for the answer
     * @throws TimeoutException when the time is over while others are asking
     * @throws InterruptedException when this thread is asked to stop while others are asking
     */
    public V ask(K key, Deadline deadline, Supplier<V> question) throws TimeoutException, InterruptedException {
        var mine = new Question<V>();
        while (true) {
            var line = lines.compute(
                    key, (_, known) -> known == null ? new Line<>(mine, Optional.empty()) : known.joinedBy(mine));
            if (line.running() == mine || line.isNext(mine)) {
                return sendInTurn(key, line, mine, deadline, question);
            }
            var answer = line.next().orElseThrow().await(deadline);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private V sendInTurn(K key, Line<V> line, Question<V> mine, Deadline deadline, Supplier<V> question)
            throws TimeoutException, InterruptedException {
        Optional<V> shared = Optional.empty();
        try {
            if (line.running() != mine) {
                var unused = line.running().await(deadline); // older than our wish
            }
            V answer = question.get();
            boolean isUsable = !Thread.currentThread().isInterrupted() && !isOfOneAlone.test(answer);
            shared = isUsable ? Optional.of(answer) : Optional.empty();
            return answer;
        } finally {
            lines.computeIfPresent(key, (_, known) -> known.without(mine).orElse(null));
            mine.answer.complete(shared);
        }
    }
}
