package dev.capstan.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;

/**
 * What one host is asked to bear from all calls together: so many requests at once, and none at all for as long as it asks to be left
 * alone by {@code Retry-After} with 429 or 503. A call that comes meanwhile is not sent; it is answered with 429 and what is left of the
 * time. Calls that another would answer in the name of the same host, by another proxy or under other authorities, have a budget of their
 * own, see {@link Answerer}. Used by several threads.
 */
public final class HostBudgets {
    private static final int MOST_IDLE = 1024;
    /** A server that asks for more is asked again before: it may have meant something else, or have a broken clock. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final int atOnce;
    private final Clock clock;
    private final Map<Answerer, Host> hosts = new ConcurrentHashMap<>();
    private final AtomicLong heldBack = new AtomicLong();

    private static final class Host {
        private final Semaphore permits;
        private volatile Instant pausedUntil = Instant.EPOCH;

        Host(int atOnce) {
            permits = new Semaphore(atOnce, true);
        }
    }

    /**
     * Begins with no host known.
     *
     * @param atOnce how many requests to one host may wait for an answer at the same time
     */
    public HostBudgets(int atOnce, Clock clock) {
        this.atOnce = atOnce;
        this.clock = clock;
    }

    /** How many hosts are left alone at the moment, by all calls or by some. */
    public long pausedHosts() {
        var now = clock.instant();
        return hosts.entrySet().stream()
                .filter(known -> known.getValue().pausedUntil.isAfter(now))
                .map(known -> known.getKey().place())
                .distinct()
                .count();
    }

    /** How many calls were not sent because their host wanted to be left alone. */
    public long heldBack() {
        return heldBack.get();
    }

    /** Until when a call would be held back; empty when it would be sent now. To ask this costs the host nothing and counts nowhere. */
    public Optional<Instant> pausedUntil(OutboundRequest call) {
        return Optional.ofNullable(HttpUrl.parse(call.address().toString()))
                .flatMap(url -> pausedUntil(Answerer.of(call, url), clock.instant()));
    }

    private Optional<Instant> pausedUntil(Answerer answerer, Instant now) {
        return Optional.ofNullable(hosts.get(answerer))
                .map(host -> host.pausedUntil)
                .filter(end -> end.isAfter(now));
    }

    /** How long the host is still to be left alone; a call that asks this when it is so counts as held back. */
    Optional<Duration> pause(Answerer answerer) {
        var now = clock.instant();
        var left = pausedUntil(answerer, now).map(end -> Duration.between(now, end));
        left.ifPresent(_ -> heldBack.incrementAndGet());
        return left;
    }

    /** One request to a host, from before it is sent until its answer begins. */
    final class Turn implements AutoCloseable {
        private final Host host;

        private Turn(Host host) {
            this.host = host;
        }

        /** The host answered. */
        void answered(int status, Optional<Duration> retryAfter) {
            if (status == 429 || status == 503) {
                retryAfter.ifPresent(this::pause);
            }
        }

        private void pause(Duration asked) {
            host.pausedUntil = clock.instant().plus(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
        }

        @Override
        public void close() {
            host.permits.release();
        }
    }

    /** Waits until there are few enough requests to the host; empty when the time is over before. */
    Optional<Turn> begin(Answerer answerer, Deadline deadline) throws InterruptedException {
        if (hosts.size() > MOST_IDLE) {
            forgetIdle();
        }
        var host = hosts.computeIfAbsent(answerer, _ -> new Host(atOnce));
        return host.permits.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(new Turn(host))
                : Optional.empty();
    }

    private void forgetIdle() {
        var now = clock.instant();
        hosts.values().removeIf(host -> host.permits.availablePermits() == atOnce && !host.pausedUntil.isAfter(now));
    }
}
