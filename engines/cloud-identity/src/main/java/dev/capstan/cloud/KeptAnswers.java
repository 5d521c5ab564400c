package dev.capstan.cloud;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps what was answered until it ends, and asks one question at a time for each key: those who come meanwhile get the same answer.
 * It is asked for anew some time before the end, and as long as that fails, what is known serves on. That there is no identity at all is
 * kept for a while, too. Used by several threads.
 */
final class KeptAnswers<K, V> {
    /** Renewed so long before the end, but not in the first half of a life. */
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(5);

    /** After an attempt to renew that failed. */
    private static final Duration UNTIL_NEXT_ATTEMPT = Duration.ofSeconds(30);

    /** A renewal that takes longer has failed: who asks wants to go on with what is known. */
    private static final Duration RENEWAL_AT_MOST = Duration.ofSeconds(5);

    private static final Duration NOBODY_STAYS = Duration.ofMinutes(1);

    /** Of questions. The answer to the one that was not asked for longest gives way. */
    static final int MOST = 1024;

    private final String service;
    private final Clock clock;
    private final Map<K, Slot> slots = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Slot> eldest) {
            return size() > MOST;
        }
    });

    /** @param service what gives the answers, for people who wait for it in vain */
    KeptAnswers(String service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    @FunctionalInterface
    interface Question<V> {
        Expiring<V> ask(Deadline deadline) throws CloudException;
    }

    /**
     * An answer.
     *
     * @param renewal when it is asked for anew
     */
    private record Known<V>(Expiring<V> answer, Instant renewal) {
        static <V> Known<V> at(Instant now, Expiring<V> answer) {
            var half = Duration.between(now, answer.until()).dividedBy(2);
            return new Known<>(answer, answer.until().minus(half.compareTo(LEFT_AT_LEAST) < 0 ? half : LEFT_AT_LEAST));
        }

        boolean holds(Instant now) {
            return answer.until().isAfter(now);
        }

        boolean isFresh(Instant now) {
            return holds(now) && renewal.isAfter(now);
        }

        Known<V> renewedLater(Instant now) {
            return new Known<>(answer, now.plus(UNTIL_NEXT_ATTEMPT));
        }
    }

    private final class Slot {
        private final ReentrantLock isAsking = new ReentrantLock();
        private final AtomicReference<Optional<Known<V>>> known = new AtomicReference<>(Optional.empty());
        private volatile Optional<Expiring<CloudFailure>> nobody = Optional.empty();

        private Optional<Known<V>> known() {
            return Objects.requireNonNull(known.get(), "it always holds an Optional");
        }

        /** What is known and holds, while somebody else asks. */
        Optional<V> meanwhile() {
            return known().filter(it -> it.holds(clock.instant())).map(it -> it.answer.value());
        }

        /** Whether something is left to go on with when a renewal fails. */
        private boolean servesOn(Instant now) {
            return known().filter(it -> it.holds(now.plus(RENEWAL_AT_MOST))).isPresent();
        }

        void forget(V value) {
            known.updateAndGet(
                    current -> current.filter(it -> !it.answer.value().equals(value)));
        }

        V get(Question<V> question, Deadline deadline) throws CloudException {
            var now = clock.instant();
            var fresh = known().filter(it -> it.isFresh(now));
            if (fresh.isPresent()) {
                return fresh.get().answer.value();
            }
            var refusal = nobody.filter(it -> it.until().isAfter(now));
            if (refusal.isPresent()) {
                throw new CloudException(refusal.get().value());
            }
            try {
                var asked = question.ask(servesOn(now) ? forRenewal(deadline) : deadline);
                known.set(Optional.of(Known.at(clock.instant(), asked)));
                return asked.value();
            } catch (CloudException e) {
                var failed = clock.instant();
                var rest = known.updateAndGet(
                        current -> current.filter(it -> it.holds(failed)).map(it -> it.renewedLater(failed)));
                if (rest.isPresent()) {
                    return rest.get().answer.value();
                }
                if (e.failure() instanceof CloudFailure.NoIdentity) {
                    nobody = Optional.of(new Expiring<>(e.failure(), failed.plus(NOBODY_STAYS)));
                }
                throw e;
            }
        }
    }

    V get(K key, Deadline deadline, Question<V> question) throws CloudException {
        var slot = slots.computeIfAbsent(key, _ -> new Slot());
        if (!slot.isAsking.tryLock()) {
            var meanwhile = slot.meanwhile();
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            lock(slot, deadline);
        }
        try {
            return slot.get(question, deadline);
        } finally {
            slot.isAsking.unlock();
        }
    }

    /** Leaves at least half of the time for the work that the answer is for. */
    private static Deadline forRenewal(Deadline deadline) {
        var half = deadline.remaining().dividedBy(2);
        return Deadline.in(half.compareTo(RENEWAL_AT_MOST) < 0 ? half : RENEWAL_AT_MOST);
    }

    /** An answer turned out to be worthless: it is asked for anew. One that came since stays. */
    void forget(V value) {
        synchronized (slots) {
            slots.values().forEach(slot -> slot.forget(value));
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
