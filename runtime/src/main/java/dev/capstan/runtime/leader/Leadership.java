package dev.capstan.runtime.leader;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

    private final KubernetesClient client;
    private final Settings settings;
    private final Clock clock;
    private final Events events;
    private final ScheduledExecutorService timer;
    private @Nullable String seenVersion;
    private long seenSince;
    private volatile long validUntil;
    private volatile boolean leading;
    private volatile boolean won;

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
        /** This process may write now. */
        void won();

        /** This process may not write any more, and did not give the Lease back itself. */
        void lost();
    }

    /**
     * @param clock the wall clock, for the times that people read in the Lease
     */
    public Leadership(KubernetesClient client, Settings settings, Clock clock, Events events) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
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
        return leading && System.nanoTime() - validUntil < 0;
    }

    /** Whether this process was the leader at some time, and so may have something under way. */
    public boolean hasWon() {
        return won;
    }

    private void round() {
        long before = System.nanoTime();
        try {
            boolean held = acquireOrRenew(before);
            if (held) {
                validUntil = before + settings.duration().toNanos();
                if (!leading) {
                    LOG.info("Became the leader of {}", settings.name());
                    leading = true;
                    won = true;
                    // Starting takes longer than a Lease is valid; renewing must not wait for it.
                    Thread.ofPlatform().name("leading-" + settings.name()).start(events::won);
                }
                return;
            }
            giveUp("another process has the Lease");
        } catch (KubernetesClientException unanswered) {
            LOG.debug("The Lease {} could not be renewed", settings.name(), unanswered);
            if (leading && !mayWrite()) {
                giveUp("the Lease could not be renewed: " + unanswered.getMessage());
            }
        } catch (RuntimeException bug) {
            LOG.error("The Lease {} could not be handled", settings.name(), bug);
        }
    }

    private void giveUp(String why) {
        if (leading) {
            leading = false;
            LOG.error("Lost the leadership of {}: {}", settings.name(), why);
            timer.shutdown();
            Thread.ofPlatform().name("lost-" + settings.name()).start(events::lost);
        }
    }

    private boolean acquireOrRenew(long now) {
        Lease lease = client.leases()
                .inNamespace(settings.namespace())
                .withName(settings.name())
                .get();
        if (lease == null) {
            return write(null);
        }
        String version = lease.getMetadata().getResourceVersion();
        if (!Objects.equals(version, seenVersion)) {
            seenVersion = version;
            seenSince = now;
        }
        String holder = lease.getSpec() == null ? null : lease.getSpec().getHolderIdentity();
        boolean free = holder == null || holder.isEmpty();
        boolean ours = settings.identity().equals(holder);
        if (ours && leading && !mayWrite()) {
            return false; // valid on paper, but others had the right to think otherwise
        }
        boolean expired = now - seenSince >= durationOf(lease).toNanos();
        return (free || ours || expired) && write(lease);
    }

    private static Duration durationOf(Lease lease) {
        Integer seconds = lease.getSpec().getLeaseDurationSeconds();
        return Duration.ofSeconds(seconds == null ? 15 : seconds);
    }

    /** Creates the Lease, or takes it over; the resource version lets only one of several win. */
    private boolean write(@Nullable Lease old) {
        LeaseSpec before = old == null || old.getSpec() == null ? new LeaseSpec() : old.getSpec();
        ZonedDateTime now = ZonedDateTime.now(clock.withZone(ZoneOffset.UTC));
        boolean ours = settings.identity().equals(before.getHolderIdentity());
        int transitions = Objects.requireNonNullElse(before.getLeaseTransitions(), 0);
        Lease wanted = new LeaseBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withNamespace(settings.namespace())
                        .withName(settings.name())
                        .withResourceVersion(
                                old == null ? null : old.getMetadata().getResourceVersion())
                        .build())
                .withNewSpec()
                .withHolderIdentity(settings.identity())
                .withLeaseDurationSeconds((int) settings.duration().toSeconds())
                .withAcquireTime(ours ? before.getAcquireTime() : now)
                .withRenewTime(now)
                .withLeaseTransitions(ours || old == null ? transitions : transitions + 1)
                .endSpec()
                .build();
        var resource = client.leases().inNamespace(settings.namespace()).resource(wanted);
        try {
            Lease written = old == null ? resource.create() : resource.update();
            seenVersion = written.getMetadata().getResourceVersion();
            seenSince = System.nanoTime();
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw refused;
        }
    }

    /** Stops running and gives the Lease back, so that the next process need not wait for it to end. */
    @Override
    public void close() {
        timer.shutdown();
        awaitLastRound();
        boolean wasLeading = mayWrite();
        leading = false;
        if (!wasLeading) {
            return;
        }
        try {
            Lease lease = client.leases()
                    .inNamespace(settings.namespace())
                    .withName(settings.name())
                    .get();
            if (lease != null && settings.identity().equals(lease.getSpec().getHolderIdentity())) {
                lease.getSpec().setHolderIdentity("");
                client.leases()
                        .inNamespace(settings.namespace())
                        .resource(lease)
                        .update();
            }
        } catch (KubernetesClientException unanswered) {
            LOG.debug("The Lease {} could not be given back and will end by itself", settings.name(), unanswered);
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
