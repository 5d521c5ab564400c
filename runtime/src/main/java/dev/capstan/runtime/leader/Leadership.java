package dev.capstan.runtime.leader;

import dev.capstan.runtime.log.InternalErrors;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs for one Lease. Decides by the monotonic clock and by what it saw itself, never by the times that another process wrote: a Lease is free
 * when it did not change for its whole duration since we first saw it so.
 */
public final class Leadership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    private final LeaseClient client;
    private final Settings settings;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Events events;
    private final Executor callbacks;
    private final ScheduledExecutorService timer;
    private @Nullable String seenVersion;
    private String seenHolder = "";
    private long seenSince;
    private volatile long validUntil;
    private volatile boolean leading;
    private volatile boolean won;
    private volatile boolean over;

    /**
     * What to run for, and how fast.
     *
     * @param identity this process, different from every other one
     * @param duration how long a Lease is valid after its last renewal
     * @param renewEvery how often the leader renews; well below the duration
     */
    public record Settings(String namespace, String name, String identity, Duration duration, Duration renewEvery) {}

    /** What the process does when it wins and, at most once and for good, when it loses. Each is called on a thread of its own. */
    public interface Events {
        /**
         * This process may write now.
         *
         * @throws RuntimeException when it cannot begin to work; the Lease is then given back, and {@link #failed} is called
         */
        void won();

        /**
         * This process may not write any more, and did not give the Lease back itself.
         *
         * @param why what happened to the Lease
         */
        void lost(String why);

        /** {@link #won} failed, and this process will not run for the Lease again; another one can have it. */
        void failed(Throwable cause);
    }

    /**
     * @param clock the wall clock, for the times that people read in the Lease
     */
    public Leadership(KubernetesClient client, Settings settings, Clock clock, Events events) {
        this(
                new ApiLeaseClient(client, settings.namespace(), settings.name()),
                settings,
                clock,
                System::nanoTime,
                events,
                callback ->
                        Thread.ofPlatform().name("leading-" + settings.name()).start(callback));
    }

    /**
     * @param nanoTime the monotonic clock, which decides
     * @param callbacks runs the events
     */
    Leadership(
            LeaseClient client,
            Settings settings,
            Clock clock,
            LongSupplier nanoTime,
            Events events,
            Executor callbacks) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.events = events;
        this.callbacks = callbacks;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lease-" + settings.name()).factory());
    }

    /** Begins to run for the Lease. */
    public Leadership start() {
        var _ = timer.scheduleWithFixedDelay(
                this::round, 0, settings.renewEvery().toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Whether this process may write at this moment. A process that was stopped for longer than the Lease gets the right answer at once, before
     * it notices anything else.
     */
    public boolean mayWrite() {
        return leading && nanoTime.getAsLong() - validUntil < 0;
    }

    /** Whether this process was the leader at some time, and so may have something under way. */
    public boolean hasWon() {
        return won;
    }

    /** One try to get or to keep the Lease; never throws. */
    synchronized void round() {
        if (over) {
            return;
        }
        long before = nanoTime.getAsLong();
        try {
            if (acquireOrRenew(before)) {
                validUntil = before + settings.duration().toNanos();
                if (!leading) {
                    LOG.info("Became the leader of {}", settings.name());
                    leading = true;
                    won = true;
                    // Starting takes longer than a Lease is valid; renewing must not wait for it.
                    callbacks.execute(this::begin);
                }
                return;
            }
            giveUpUnlessOnlyTouched();
        } catch (KubernetesClientException unanswered) {
            LOG.debug("The Lease {} could not be renewed", settings.name(), unanswered);
            giveUpUnlessValid("it could not be renewed: " + unanswered.getMessage());
        } catch (RuntimeException | Error bug) {
            InternalErrors.report("running for a Lease", settings.name(), bug);
            giveUpUnlessValid("it could not be renewed for an internal error");
        }
    }

    private void begin() {
        try {
            events.won();
        } catch (RuntimeException | Error cause) {
            LOG.error("The leader of {} cannot begin to work and gives the Lease back", settings.name(), cause);
            close();
            InternalErrors.guard("ending a leader", settings.name(), () -> events.failed(cause));
        }
    }

    private void giveUpUnlessValid(String why) {
        if (leading && !mayWrite()) {
            giveUp(why);
        }
    }

    private void giveUp(String why) {
        if (leading) {
            leading = false;
            over = true;
            LOG.error("Lost the leadership of {}: {}", settings.name(), why);
            timer.shutdown();
            callbacks.execute(() -> InternalErrors.guard("ending a leader", settings.name(), () -> events.lost(why)));
        }
    }

    /** A change of the Lease between our look and our renewal is looked at by the next round, while ours is valid. */
    private void giveUpUnlessOnlyTouched() {
        boolean isTaken = !seenHolder.isEmpty() && !seenHolder.equals(settings.identity());
        if (!mayWrite()) {
            giveUp("it was not renewed in time, "
                    + (isTaken
                            ? "and " + seenHolder + " has it now"
                            : "so that another process had the right to take it"));
        } else if (isTaken) {
            giveUp(seenHolder + " has it");
        }
    }

    private boolean acquireOrRenew(long now) {
        Optional<Lease> present = client.get();
        if (present.isEmpty()) {
            return keep(client.create(leaseOver(null)));
        }
        Lease lease = present.get();
        String version = lease.getMetadata().getResourceVersion();
        if (!Objects.equals(version, seenVersion)) {
            seenVersion = version;
            seenSince = now;
        }
        seenHolder = Objects.requireNonNullElse(specOf(lease).getHolderIdentity(), "");
        boolean free = seenHolder.isEmpty();
        boolean ours = seenHolder.equals(settings.identity());
        if (ours && leading && !mayWrite()) {
            return false; // valid on paper, but others had the right to think otherwise
        }
        boolean expired = now - seenSince >= durationOf(lease).toNanos();
        return (free || ours || expired) && keep(client.update(leaseOver(lease)));
    }

    private boolean keep(Optional<Lease> written) {
        written.ifPresent(lease -> {
            seenVersion = lease.getMetadata().getResourceVersion();
            seenSince = nanoTime.getAsLong();
        });
        return written.isPresent();
    }

    /** A Lease without a spec has no holder, and no duration either. */
    private static LeaseSpec specOf(@Nullable Lease lease) {
        return lease == null || lease.getSpec() == null ? new LeaseSpec() : lease.getSpec();
    }

    private static Duration durationOf(Lease lease) {
        return Duration.ofSeconds(Objects.requireNonNullElse(specOf(lease).getLeaseDurationSeconds(), 15));
    }

    /** The Lease with this process as its holder; the resource version lets only one of several win. */
    private Lease leaseOver(@Nullable Lease old) {
        LeaseSpec before = specOf(old);
        ZonedDateTime now = ZonedDateTime.now(clock.withZone(ZoneOffset.UTC));
        boolean ours = settings.identity().equals(before.getHolderIdentity());
        int transitions = Objects.requireNonNullElse(before.getLeaseTransitions(), 0);
        return new LeaseBuilder()
                .withMetadata(metadata(old))
                .withNewSpec()
                .withHolderIdentity(settings.identity())
                .withLeaseDurationSeconds((int) settings.duration().toSeconds())
                .withAcquireTime(ours ? before.getAcquireTime() : now)
                .withRenewTime(now)
                .withLeaseTransitions(ours || old == null ? transitions : transitions + 1)
                .endSpec()
                .build();
    }

    private ObjectMeta metadata(@Nullable Lease old) {
        return new ObjectMetaBuilder()
                .withNamespace(settings.namespace())
                .withName(settings.name())
                .withResourceVersion(old == null ? null : old.getMetadata().getResourceVersion())
                .build();
    }

    /** Stops running and gives the Lease back, so that the next process need not wait for it to end. */
    @Override
    public void close() {
        timer.shutdown();
        awaitLastRound();
        release();
    }

    private synchronized void release() {
        over = true;
        boolean wasLeading = mayWrite();
        leading = false;
        if (!wasLeading) {
            return;
        }
        try {
            client.get()
                    .filter(lease -> settings.identity().equals(specOf(lease).getHolderIdentity()))
                    .ifPresent(lease -> {
                        lease.getSpec().setHolderIdentity("");
                        var _ = client.update(lease);
                    });
        } catch (KubernetesClientException unanswered) {
            LOG.warn("The Lease {} could not be given back and will end by itself", settings.name(), unanswered);
        }
    }

    /** A round that is under way could take the Lease back. */
    private void awaitLastRound() {
        try {
            if (!timer.awaitTermination(LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
