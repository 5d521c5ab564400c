package dev.capstan.apply.watch;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The state of one wait for health: what is known of each object, and the outcome once it is decided. */
final class EventHealthWait implements HealthWait {

    private static final Health NOT_SEEN = Health.unknown("not seen yet");
    private static final Health DELETED =
            Health.deleted("It was deleted while it was waited for, so it can never get ready");

    private final Clock clock;
    private final Instant startedAt;
    private final boolean failFast;
    private final Set<ObjectId> mayVanish;
    private final Set<ObjectId> mustStay;
    private final Map<ObjectId, Health> latest = new LinkedHashMap<>();
    private final CompletableFuture<HealthOutcome> outcome = new CompletableFuture<>();

    EventHealthWait(HealthWaitRequest request, Clock clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
        this.failFast = request.failFast();
        this.mayVanish = request.mayVanish();
        this.mustStay = request.mustStay();
        request.objects().stream().map(ObjectRef::id).sorted().forEach(id -> latest.put(id, NOT_SEEN));
    }

    @Override
    public CompletionStage<HealthOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    boolean isDecided() {
        return outcome.isDone();
    }

    @Override
    public synchronized List<ObjectHealth> pending() {
        return withStatus(false);
    }

    @Override
    public void cancel(String reason) {
        outcome.complete(new HealthOutcome.Superseded(waited(), reason));
    }

    void timeOut() {
        List<ObjectHealth> pending = pending();
        outcome.complete(new HealthOutcome.TimedOut(waited(), pending));
    }

    /** Whether the end of an object ends the wait: then how it was in the end is what counts. */
    boolean isToStay(ObjectId id) {
        return mustStay.contains(id);
    }

    /** Takes a verdict; decides the wait when it is the last one needed. */
    void update(ObjectId id, Health health) {
        HealthOutcome decided;
        synchronized (this) {
            if (!latest.containsKey(id)) {
                return;
            }
            latest.put(id, isToStay(id) && health.status() == HealthStatus.NOT_FOUND ? DELETED : health);
            decided = decide();
        }
        if (decided != null) {
            outcome.complete(decided);
        }
    }

    /** Decides a wait that has nothing to wait for. */
    void updateNothing() {
        if (latest.isEmpty()) {
            outcome.complete(new HealthOutcome.Healthy(waited()));
        }
    }

    private @Nullable HealthOutcome decide() {
        List<ObjectHealth> failed = withStatus(true);
        List<ObjectHealth> pending = withStatus(false);
        if (!failed.isEmpty() && failFast) {
            return new HealthOutcome.Unhealthy(waited(), failed, pending);
        }
        return pending.isEmpty() ? new HealthOutcome.Healthy(waited()) : null;
    }

    private List<ObjectHealth> withStatus(boolean onlyFailed) {
        List<ObjectHealth> found = new ArrayList<>();
        latest.forEach((id, health) -> {
            boolean isDone =
                    health.isCurrent() || (health.status() == HealthStatus.NOT_FOUND && mayVanish.contains(id));
            if (onlyFailed ? health.status() == HealthStatus.FAILED : !isDone) {
                found.add(new ObjectHealth(id, health));
            }
        });
        return found;
    }

    private Duration waited() {
        return Duration.between(startedAt, clock.instant());
    }
}
