package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The waits for health that go on: entries in a table, fed by the view of what is managed. Objects that are not in
 * that view, or that the caller has a rule for, get a watch of their own.
 */
final class HealthWaits implements AutoCloseable {

    private final ClusterApi api;
    private final HealthAssessor usual;
    private final ManagedObjectListener listener;
    private final Timer timer;
    private final Clock clock;
    private final Map<ObjectId, Set<EventHealthWait>> waits = new ConcurrentHashMap<>();
    private volatile boolean isClosed;

    /** @param usual the rules for objects that the caller has none for */
    HealthWaits(ClusterApi api, HealthAssessor usual, ManagedObjectListener listener, Timer timer, Clock clock) {
        this.api = api;
        this.usual = usual;
        this.listener = listener;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * Begins a wait.
     *
     * @param view what is known of objects at the moment
     */
    HealthWait begin(HealthWaitRequest request, Function<ObjectRef, Observation> view) {
        List<ObjectId> ids = request.objects().stream().map(ObjectRef::id).toList();
        EventHealthWait wait = new EventHealthWait(request, clock);
        List<Reflector> own = new ArrayList<>();
        // An object with a rule of its own must not be judged by the usual ones, which the events of its kind bring.
        List<ObjectId> ruledAsUsual =
                ids.stream().filter(id -> !request.assessors().containsKey(id)).toList();
        ruledAsUsual.forEach(id ->
                waits.computeIfAbsent(id, key -> ConcurrentHashMap.newKeySet()).add(wait));
        Timer.Planned timeout = timer.in(request.timeout(), "ending a wait for health", wait::timeOut);
        for (ObjectRef object : request.objects()) {
            HealthAssessor assessor = request.assessors().get(object.id());
            if (assessor == null && view.apply(object) instanceof Observation.Present present) {
                updated(wait, object.id(), present.object().health());
            } else {
                own.add(reflectSingle(object, wait, Optional.ofNullable(assessor)));
            }
        }
        wait.updateNothing();
        wait.outcome().whenComplete((decided, failure) -> {
            timeout.cancel();
            own.forEach(Reflector::close);
            ruledAsUsual.forEach(id -> waits.computeIfPresent(id, (key, of) -> {
                of.remove(wait);
                return of.isEmpty() ? null : of;
            }));
        });
        return wait;
    }

    private Reflector reflectSingle(ObjectRef object, EventHealthWait wait, Optional<HealthAssessor> own) {
        HealthAssessor assessor = own.orElse(usual);
        return new Reflector(api, Selection.single(object), new SingleEvents(object, wait, assessor), timer).start();
    }

    /** A new verdict about an object by the usual rules. */
    void seen(ObjectId id, Health health) {
        for (EventHealthWait wait : waits.getOrDefault(id, Set.of())) {
            updated(wait, id, health);
        }
    }

    /** Gives a wait a verdict, and the next one when time alone will change it. */
    private void updated(EventHealthWait wait, ObjectId id, Health health) {
        Health now = health.at(clock.instant());
        wait.update(id, now);
        now.expiry().ifPresent(expiry -> {
            if (!wait.isDecided() && !isClosed) {
                long millis = Math.max(
                        1, Duration.between(clock.instant(), expiry.at()).toMillis() + 1);
                timer.in(
                        Duration.ofMillis(millis),
                        "refreshing a wait for health",
                        () -> refreshed(wait, id, now, expiry.then()));
            }
        });
    }

    private void refreshed(EventHealthWait wait, ObjectId id, Health before, Health then) {
        boolean isUnchanged = wait.pending().stream()
                .anyMatch(object -> object.id().equals(id) && object.health().equals(before));
        if (isUnchanged) {
            wait.update(id, then);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        waits.values().forEach(of -> of.forEach(wait -> wait.cancel("shutting down")));
    }

    /** Feeds one wait with one object that is not in view, or that has a rule of its own. */
    private final class SingleEvents implements Reflector.Sink {
        private final ObjectRef single;
        private final EventHealthWait wait;
        private final HealthAssessor assessor;

        SingleEvents(ObjectRef single, EventHealthWait wait, HealthAssessor assessor) {
            this.single = single;
            this.wait = wait;
            this.assessor = assessor;
        }

        @Override
        public void present(ObjectRef object, ObjectNode content) {
            updated(wait, object.id(), assessor.assess(content, clock.instant()));
        }

        @Override
        public void deleted(ObjectRef object, ResourceVersion at, ObjectNode last) {
            Health end = wait.isToStay(object.id()) ? assessor.assess(last, clock.instant()) : Health.notFound();
            updated(wait, object.id(), end.isCurrent() ? end : Health.notFound());
        }

        @Override
        public void listed(Set<ObjectRef> objects, ResourceVersion asOf) {
            if (objects.isEmpty()) {
                updated(wait, single.id(), Health.notFound());
            }
        }

        @Override
        public void wentBack() {
            // The list that follows says how it is now.
        }

        @Override
        public void refused(Selection selection, ApiResult.Refused<?> refusal) {
            listener.watchRefused(selection.type().kind().toString(), refusal.message());
        }
    }
}
