package dev.capstan.cloud;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps what was answered until shortly before it ends, and asks one question at a time for each key: those who come meanwhile get the
 * same answer. That there is no identity at all is kept for a while, too. Used by several threads.
 */
final class KeptAnswers<K, V> {
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(5);
    private static final Duration NOBODY_STAYS = Duration.ofMinutes(1);
    private static final int MOST = 1024;

    private final String service;
    private final Clock clock;
    private final Map<K, Slot> slots = new ConcurrentHashMap<>();

    /** @param service for people who wait for it in vain */
    KeptAnswers(String service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    @FunctionalInterface
    interface Question<V> {
        Expiring<V> ask() throws CloudException;
    }

    private final class Slot {
        private final ReentrantLock isAsking = new ReentrantLock();
        private volatile Optional<Expiring<V>> answer = Optional.empty();
        private volatile Optional<Expiring<CloudFailure>> nobody = Optional.empty();

        boolean isOver(Instant now) {
            return !isAsking.isLocked()
                    && answer.filter(it -> it.until().isAfter(now)).isEmpty()
                    && nobody.filter(it -> it.until().isAfter(now)).isEmpty();
        }

        V get(Question<V> question) throws CloudException {
            var now = clock.instant();
            var known = answer.filter(it -> it.until().minus(LEFT_AT_LEAST).isAfter(now));
            if (known.isPresent()) {
                return known.get().value();
            }
            var refusal = nobody.filter(it -> it.until().isAfter(now));
            if (refusal.isPresent()) {
                throw new CloudException(refusal.get().value());
            }
            try {
                var asked = question.ask();
                answer = Optional.of(asked);
                return asked.value();
            } catch (CloudException e) {
                if (e.failure() instanceof CloudFailure.NoIdentity) {
                    nobody = Optional.of(new Expiring<>(e.failure(), now.plus(NOBODY_STAYS)));
                }
                throw e;
            }
        }
    }

    V get(K key, Deadline deadline, Question<V> question) throws CloudException {
        if (slots.size() >= MOST) {
            var now = clock.instant();
            slots.values().removeIf(slot -> slot.isOver(now));
        }
        var slot = slots.computeIfAbsent(key, _ -> new Slot());
        lock(slot, deadline);
        try {
            return slot.get(question);
        } finally {
            slot.isAsking.unlock();
        }
    }

    private void lock(Slot slot, Deadline deadline) throws CloudException {
        try {
            if (!slot.isAsking.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CloudException(
                        new CloudFailure.Unreachable(service, new HttpFailure.TimedOut(service, deadline.allowed())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(new CloudFailure.Unreachable(service, new HttpFailure.Interrupted(service)), e);
        }
    }
}
