package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.drift.DriftDetection;
import dev.capstan.apply.drift.TakeOver;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthRules;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The view of everything that is managed in one cluster: one watch per kind, selected by the ownership label, whatever
 * the number of owners. Of each object only {@link ObservedObject} is kept. Health, drift and deletion come out of the
 * events; waits for health are entries in a table, not threads.
 */
public final class ManagedObjectWatch implements ManagedObjects, AutoCloseable {

    private final ClusterApi api;
    private final ManagedObjectListener listener;
    private final Clock clock;
    private final String labelKey;
    private final ObjectExaminer examiner;
    private final DriftDetection detection;
    private final DriftDamping damping = new DriftDamping();
    private final ScheduledExecutorService timer;
    private final Map<ResourceKind, Reflector> kinds = new ConcurrentHashMap<>();
    private final Map<ObjectId, TrackedObject> tracked = new ConcurrentHashMap<>();
    private final HealthWaits waits;
    private volatile boolean isClosed;

    private ManagedObjectWatch(ClusterApi api, WatchSettings settings, ManagedObjectListener listener, Clock clock) {
        this.api = api;
        this.listener = listener;
        this.clock = clock;
        this.labelKey = settings.labelPrefix() + "/name";
        TakeOver takeOver = new TakeOver(settings.fieldManager(), settings.overriddenManagers());
        this.examiner = new ObjectExaminer(
                settings.labelPrefix(), settings.fieldManager(), takeOver, HealthRules.flux(), clock);
        this.detection = new DriftDetection(settings.fieldManager(), takeOver);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("managed-object-timer").factory());
        this.waits = new HealthWaits(api, examiner.assessor(), listener, timer, clock);
    }

    /**
     * Begins with no kind watched; kinds come with {@link #ensureWatched}.
     *
     * @param api the cluster, with an identity that may list and watch what is managed
     * @param listener hears drift and health
     */
    public static ManagedObjectWatch start(
            ClusterApi api, WatchSettings settings, ManagedObjectListener listener, Clock clock) {
        return new ManagedObjectWatch(api, settings, listener, clock);
    }

    @Override
    public void ensureWatched(Collection<ResourceType> types, Duration limit) {
        List<CompletableFuture<Boolean>> syncs = new ArrayList<>();
        for (ResourceType type : Set.copyOf(types)) {
            Reflector reflector = kinds.computeIfAbsent(type.kind(), kind -> reflect(labelled(type)));
            if (!reflector.isInSync()) {
                syncs.add(reflector.synced());
            }
        }
        try {
            CompletableFuture.allOf(syncs.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notInTime) {
            // What is not known in time is asked for object by object.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A list does not fail exceptionally", impossible);
        }
    }

    /** Ends the watch of kinds that nothing managed belongs to any more, for example after their definition is gone. */
    public void forget(ResourceKind kind) {
        Reflector reflector = kinds.remove(kind);
        if (reflector != null) {
            reflector.close();
        }
    }

    @Override
    public Observation observe(ObjectRef object) {
        TrackedObject known = tracked.get(object.id());
        if (known != null) {
            synchronized (known) {
                Optional<ObservedObject> current = known.current();
                if (current.isPresent()) {
                    return new Observation.Present(current.get());
                }
            }
        }
        Reflector reflector = kinds.get(object.type().kind());
        return reflector != null && reflector.isInSync() ? new Observation.NotManaged() : new Observation.Unknown();
    }

    @Override
    public ObservedObject examine(ObjectRef object, ObjectNode content) {
        return examiner.examine(object.id(), content);
    }

    @Override
    public void writing(ObjectRef object) {
        change(object.id(), TrackedObject::beginWriting);
    }

    @Override
    public ObservedObject settled(ObjectRef object, ObjectNode answer, Expectation expectation) {
        ObservedObject settled = examiner.examine(object.id(), answer);
        change(object.id(), entry -> {
            entry.keep(settled, expectation);
            entry.endWriting();
            entry.sees(settled);
        });
        judgeLate(object.id());
        waits.seen(object.id(), settled.health());
        return settled;
    }

    @Override
    public void confirmed(ObservedObject object, Expectation expectation) {
        change(object.id(), entry -> {
            if (!entry.isAsApplied(object, expectation)) {
                entry.keep(object, expectation);
            }
        });
    }

    @Override
    public void abandoned(ObjectRef object) {
        change(object.id(), TrackedObject::endWriting);
        judgeLate(object.id());
    }

    @Override
    public void released(ObjectRef object) {
        change(object.id(), TrackedObject::release);
    }

    @Override
    public boolean isAsApplied(ObservedObject object, Expectation expectation) {
        TrackedObject entry = tracked.get(object.id());
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            return entry.isAsApplied(object, expectation);
        }
    }

    @Override
    public HealthWait awaitHealth(HealthWaitRequest request) {
        return waits.begin(request, this::observe);
    }

    /** How many objects are kept in view. */
    public int size() {
        return tracked.size();
    }

    @Override
    public void close() {
        isClosed = true;
        kinds.values().forEach(Reflector::close);
        waits.close();
        timer.shutdownNow();
    }

    private Selection labelled(ResourceType type) {
        return Selection.labelled(type, labelKey);
    }

    private Reflector reflect(Selection selection) {
        return new Reflector(api, selection, new Events(), timer).start();
    }

    private void change(ObjectId id, Consumer<TrackedObject> step) {
        onTracked(id, entry -> {
            step.accept(entry);
            return true;
        });
    }

    /** Reads or changes one entry; no other thread sees it meanwhile, and an entry without content is dropped. */
    private <T> T onTracked(ObjectId id, Function<TrackedObject, T> step) {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        tracked.compute(id, (key, existing) -> {
            TrackedObject entry = existing == null ? new TrackedObject() : existing;
            synchronized (entry) {
                result.set(step.apply(entry));
                return entry.isIdle() ? null : entry;
            }
        });
        return Objects.requireNonNull(result.get());
    }

    /** Judges what was seen while a write was under way. */
    private void judgeLate(ObjectId id) {
        onTracked(
                        id,
                        entry -> entry.takeSeenWhileWriting().flatMap(content -> {
                            ObservedObject seen = examiner.examine(id, content);
                            boolean isOlderThanAnswer = entry.current()
                                    .filter(current -> current.isNewerThan(seen))
                                    .isPresent();
                            return isOlderThanAnswer ? Optional.empty() : entry.judge(seen, content, detection);
                        }))
                .ifPresent(this::tell);
    }

    private void tell(Drift drift) {
        Duration pause = damping.pauseFor(drift.id(), clock.instant());
        if (pause.isZero()) {
            listener.drifted(drift);
        } else if (!isClosed) {
            timer.schedule(() -> listener.drifted(drift), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private record Sighting(boolean isNews, Optional<ObservedObject> before, Optional<Drift> drift) {}

    private final class Events implements Reflector.Sink {
        @Override
        public void present(ObjectRef object, ObjectNode content) {
            ObservedObject seen = examiner.examine(object.id(), content);
            Sighting sighting = onTracked(object.id(), entry -> {
                Optional<ObservedObject> before = entry.current();
                if (!entry.sees(seen)) {
                    return new Sighting(false, before, Optional.empty());
                }
                if (entry.isWriting()) {
                    entry.rememberWhileWriting(content);
                }
                return new Sighting(true, before, entry.judge(seen, content, detection));
            });
            if (sighting.isNews()) {
                sighting.drift().ifPresent(ManagedObjectWatch.this::tell);
                sighting.before().ifPresent(earlier -> tellHealth(earlier, seen));
                waits.seen(object.id(), seen.health());
            }
        }

        private void tellHealth(ObservedObject earlier, ObservedObject seen) {
            if (earlier.health().status() != seen.health().status()) {
                seen.owner()
                        .ifPresent(owner -> listener.healthChanged(
                                owner, new ObjectHealth(earlier.id(), earlier.health()), seen.health()));
            }
        }

        @Override
        public void absent(ObjectRef object) {
            Sighting last = onTracked(object.id(), entry -> {
                Optional<ObservedObject> before = entry.current();
                entry.vanishes();
                return new Sighting(true, before, entry.judgeGone(object.id()));
            });
            last.drift().ifPresent(ManagedObjectWatch.this::tell);
            last.before().flatMap(ObservedObject::owner).ifPresent(of -> listener.vanished(of, object.id()));
            waits.seen(object.id(), Health.notFound());
        }

        @Override
        public void refused(Selection selection, String why) {
            listener.watchRefused(selection.type().kind().toString(), why);
        }
    }
}
