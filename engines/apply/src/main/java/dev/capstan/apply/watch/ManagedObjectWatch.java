package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.drift.DriftDetection;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.profile.ApplyProfile;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The view of everything that is managed in one cluster: one watch per kind, selected by the ownership label, whatever
 * the number of owners. Of each object only {@link ObservedObject} is kept. Health, drift and deletion come out of the
 * events; waits for health are entries in a table, not threads. What is known of one object is decided by
 * {@link TrackedObject}; this brings reports to it, one at a time, and passes on what comes out. Of objects outside of
 * the namespace that it may be limited to, nothing is ever known: whoever needs them asks for each.
 */
public final class ManagedObjectWatch implements ManagedObjects, AutoCloseable {

    /** How long a run waits for a kind whose watch broke; then it asks for each object. */
    private static final Duration RESYNC = Duration.ofSeconds(2);

    private final ClusterApi api;
    private final ManagedObjectListener listener;
    private final Clock clock;
    private final String namespace;
    private final String labelKey;
    private final ObjectExaminer examiner;
    private final DriftDetection detection;
    private final DriftDamping damping = new DriftDamping();
    private final FaultLog faults;
    private final Timer timer;
    private final Map<ResourceKind, Reflector> kinds = new ConcurrentHashMap<>();
    private final Map<ObjectId, TrackedObject> tracked = new ConcurrentHashMap<>();
    private final FreshLists freshLists;
    private final HealthWaits waits;

    private ManagedObjectWatch(
            ClusterApi api, ApplyProfile profile, String namespace, ManagedObjectListener listener, Clock clock) {
        this.api = api;
        this.listener = listener;
        this.clock = clock;
        this.namespace = namespace;
        this.freshLists = new FreshLists(namespace);
        this.labelKey = profile.labelPrefix() + "/name";
        this.examiner = new ObjectExaminer(profile, clock);
        this.detection = new DriftDetection(profile.fieldManager(), profile.takeOver());
        this.faults = new FaultLog(listener);
        this.timer = new Timer(faults);
        this.waits = new HealthWaits(api, profile.health(), listener, timer, clock);
    }

    /**
     * Watches in all namespaces. Begins with no kind watched; kinds come with {@link #ensureWatched}.
     *
     * @param api the cluster, with an identity that may list and watch what is managed
     * @param profile whose objects, and by which rules
     * @param listener hears drift and health
     */
    public static ManagedObjectWatch start(
            ClusterApi api, ApplyProfile profile, ManagedObjectListener listener, Clock clock) {
        return start(api, profile, "", listener, clock);
    }

    /**
     * The same in one namespace, for an identity that has a Role there: nothing else is listed or watched, no kind
     * without namespaces either.
     *
     * @param namespace the only namespace; empty for all
     */
    public static ManagedObjectWatch start(
            ClusterApi api, ApplyProfile profile, String namespace, ManagedObjectListener listener, Clock clock) {
        return new ManagedObjectWatch(api, profile, namespace, listener, clock);
    }

    @Override
    public void ensureWatched(Collection<ResourceType> types, Duration limit) {
        List<CompletableFuture<Boolean>> syncs = new ArrayList<>();
        Duration wait = limit.compareTo(RESYNC) < 0 ? limit : RESYNC;
        for (ResourceType type : Set.copyOf(types)) {
            if (!isListed(type)) {
                continue;
            }
            Reflector reflector = kinds.computeIfAbsent(type.kind(), kind -> reflect(labelled(type)));
            if (!reflector.isInSync()) {
                syncs.add(reflector.synced());
                wait = reflector.wasInSync() ? wait : limit;
            }
        }
        try {
            CompletableFuture.allOf(syncs.toArray(CompletableFuture[]::new))
                    .get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notInTime) {
            // What is not known in time is asked for object by object.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A list does not fail exceptionally", impossible);
        }
    }

    @Override
    public Optional<String> compare(Owner owner, Collection<ResourceType> types, PatientCluster cluster) {
        for (ResourceType type : Set.copyOf(types)) {
            Reflector reflector = kinds.get(type.kind());
            boolean isWorthIt = reflector != null
                    && reflector.isInSync()
                    && ofKind(type.kind()).stream().anyMatch(entry -> isPresentFor(owner, entry));
            if (isWorthIt) {
                switch (freshLists.of(type, owner, cluster.as(api))) {
                    case FreshLists.Result.Listed listed -> compare(owner, type.kind(), listed);
                    case FreshLists.Result.Refused _ -> doubtAll(owner, type.kind());
                    case FreshLists.Result.Unavailable(var why) -> {
                        return Optional.of(why);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void compare(Owner owner, ResourceKind kind, FreshLists.Result.Listed listed) {
        for (TrackedObject entry : ofKind(kind)) {
            synchronized (entry) {
                if (entry.concerns(owner)) {
                    entry.compare(Optional.ofNullable(listed.objects().get(entry.id())), listed.asOf());
                }
            }
        }
    }

    private void doubtAll(Owner owner, ResourceKind kind) {
        for (TrackedObject entry : ofKind(kind)) {
            synchronized (entry) {
                if (entry.concerns(owner)) {
                    entry.doubt();
                }
            }
        }
    }

    private static boolean isPresentFor(Owner owner, TrackedObject entry) {
        synchronized (entry) {
            return entry.knowledge() instanceof Knowledge.Present && entry.concerns(owner);
        }
    }

    private List<TrackedObject> ofKind(ResourceKind kind) {
        return tracked.values().stream()
                .filter(entry -> entry.id().isKind(kind.group(), kind.kind()))
                .toList();
    }

    private boolean isListed(ResourceType type) {
        return namespace.isEmpty() || type.isNamespaced();
    }

    /** Whether a list of its kind would hold an object if it were there. */
    private boolean isListed(ObjectId object) {
        return namespace.isEmpty() || namespace.equals(object.namespace());
    }

    /** The view that an object would be in if it were there; empty when that view is not complete now. */
    private Optional<Reflector> completeView(ObjectRef object) {
        return Optional.ofNullable(kinds.get(object.type().kind()))
                .filter(reflector -> isListed(object.id()) && reflector.isInSync());
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
        if (completeView(object).isEmpty()) {
            return new Observation.Unknown();
        }
        TrackedObject entry = tracked.get(object.id());
        if (entry == null) {
            return new Observation.NotManaged();
        }
        synchronized (entry) {
            return switch (entry.knowledge()) {
                case Knowledge.Present(var present) -> new Observation.Present(present);
                case Knowledge.Absent _ -> new Observation.NotManaged();
                case Knowledge.Unknown _ -> new Observation.Unknown();
            };
        }
    }

    @Override
    public ObservedObject examine(ObjectRef object, ObjectNode content) {
        return examiner.examine(object.id(), content);
    }

    @Override
    public ObservedObject asked(ObjectRef object, ObjectNode content) {
        ObservedObject seen = examiner.examine(object.id(), content);
        change(
                object,
                entry -> entry.asked(
                        seen, content, isListed(object.id()) && seen.owner().isPresent()));
        return seen;
    }

    @Override
    public void writing(ObjectRef object) {
        change(object, TrackedObject::beginWriting);
    }

    @Override
    public ObservedObject settled(ObjectRef object, ObjectNode answer, Expectation expectation) {
        ObservedObject settled = examiner.examine(object.id(), answer);
        onTracked(object, entry -> settle(entry, settled, expectation)).ifPresent(this::report);
        waits.seen(object.id(), health(object.id()).orElse(settled.health()));
        return settled;
    }

    private Optional<Drift> settle(TrackedObject entry, ObservedObject answer, Expectation expectation) {
        Optional<Drift> drift = entry.settled(answer, expectation);
        if (!isListed(entry.id())) {
            // Nobody would report what becomes of it.
            entry.doubt();
        }
        return drift;
    }

    @Override
    public void confirmed(ObjectRef object, ObservedObject found, Expectation expectation) {
        onTracked(object, entry -> entry.confirmed(found, expectation)).ifPresent(this::report);
    }

    @Override
    public void abandoned(ObjectRef object) {
        onTracked(object, TrackedObject::abandoned).ifPresent(this::report);
    }

    @Override
    public void released(ObjectRef object, Owner owner) {
        change(object, entry -> entry.release(owner));
    }

    @Override
    public boolean isAsApplied(ObservedObject object, Expectation expectation) {
        return isTracked(object.id(), entry -> entry.isAsApplied(object, expectation));
    }

    @Override
    public boolean hasExpired(ObjectRef object, Expectation expectation) {
        return isTracked(object.id(), entry -> entry.hasExpired(expectation));
    }

    private boolean isTracked(ObjectId id, Function<TrackedObject, Boolean> question) {
        TrackedObject entry = tracked.get(id);
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            return question.apply(entry);
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

    /** How many faults of our own were survived; each place is reported to the listener once. */
    public long faults() {
        return faults.count();
    }

    @Override
    public void close() {
        kinds.values().forEach(Reflector::close);
        waits.close();
        timer.close();
    }

    private Selection labelled(ResourceType type) {
        return Selection.labelled(type, labelKey).in(namespace);
    }

    private Reflector reflect(Selection selection) {
        return new Reflector(api, selection, new Events(selection.type()), timer).start();
    }

    private Optional<Health> health(ObjectId id) {
        TrackedObject entry = tracked.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        synchronized (entry) {
            return switch (entry.knowledge()) {
                case Knowledge.Present(var present) -> Optional.of(present.health());
                case Knowledge.Absent _ -> Optional.of(Health.notFound());
                case Knowledge.Unknown _ -> Optional.empty();
            };
        }
    }

    private void change(ObjectRef object, Consumer<TrackedObject> step) {
        onTracked(object, entry -> {
            step.accept(entry);
            return true;
        });
    }

    /** Reads or changes one entry; no other thread sees it meanwhile, and an entry without content is dropped. */
    private <T> T onTracked(ObjectRef object, Function<TrackedObject, T> step) {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        tracked.compute(object.id(), (id, existing) -> {
            TrackedObject entry = existing == null ? new TrackedObject(id, unseen(object), detection) : existing;
            synchronized (entry) {
                result.set(step.apply(entry));
                return entry.isIdle() ? null : entry;
            }
        });
        return Objects.requireNonNull(result.get());
    }

    /** What is known of an object that is not in view: where the whole kind is in view, that it was not there. */
    private Knowledge unseen(ObjectRef object) {
        return completeView(object)
                .<Knowledge>map(view -> new Knowledge.Absent(view.seen()))
                .orElseGet(Knowledge.Unknown::new);
    }

    private void report(Drift drift) {
        Duration pause = damping.pauseFor(drift.id(), clock.instant());
        if (pause.isZero()) {
            listener.drifted(drift);
        } else {
            Drift rare = drift.withNote(
                    "this happens again and again, so that the next repair waits " + pause.toSeconds() + "s");
            timer.in(pause, "reporting a drift", () -> reportIfStillTrue(rare));
        }
    }

    private void reportIfStillTrue(Drift drift) {
        if (isTracked(drift.id(), TrackedObject::isDrifted)) {
            listener.drifted(drift);
        }
    }

    private void reportVanished(Owner owner, ObjectId id) {
        Duration pause = damping.pauseFor(id, clock.instant());
        if (pause.isZero()) {
            listener.vanished(owner, id);
        } else {
            timer.in(pause, "reporting the end of an object", () -> listener.vanished(owner, id));
        }
    }

    private final class Events implements Reflector.Sink {

        private final ResourceType type;

        Events(ResourceType type) {
            this.type = type;
        }

        @Override
        public void present(ObjectRef object, ObjectNode content) {
            try {
                ObservedObject seen = examiner.examine(object.id(), content);
                Sighting sighting = onTracked(object, entry -> entry.present(seen, content));
                if (sighting.isNews()) {
                    sighting.drift().ifPresent(ManagedObjectWatch.this::report);
                    sighting.before().ifPresent(earlier -> reportHealth(earlier, seen));
                    waits.seen(object.id(), seen.health());
                }
            } catch (RuntimeException fault) {
                // Whoever applies it asks for it: that is slower and right.
                change(object, TrackedObject::doubt);
                throw fault;
            }
        }

        private void reportHealth(ObservedObject earlier, ObservedObject seen) {
            if (earlier.health().status() != seen.health().status()) {
                seen.owner()
                        .ifPresent(owner -> listener.healthChanged(
                                owner, new ObjectHealth(earlier.id(), earlier.health()), seen.health()));
            }
        }

        @Override
        public void deleted(ObjectRef object, ResourceVersion at, ObjectNode last) {
            ObservedObject end = examiner.examine(object.id(), last);
            gone(object, entry -> entry.deleted(at, end, OwnerReferences.note(last)));
        }

        @Override
        public void listed(Set<ObjectRef> objects, ResourceVersion asOf) {
            Set<ObjectId> ids = objects.stream().map(ObjectRef::id).collect(Collectors.toSet());
            for (TrackedObject missing : ofKind(type.kind())) {
                ObjectId id = missing.id();
                if (isListed(id) && !ids.contains(id)) {
                    gone(new ObjectRef(type, id.namespace(), id.name()), entry -> entry.notListed(asOf));
                }
            }
        }

        private void gone(ObjectRef object, Function<TrackedObject, Sighting> step) {
            Sighting last = onTracked(object, step);
            if (last.isNews()) {
                last.drift().ifPresent(ManagedObjectWatch.this::report);
                Optional<Owner> owner = last.before().flatMap(ObservedObject::owner);
                if (last.hasExpired()) {
                    owner.ifPresent(of -> listener.expired(of, object.id()));
                } else if (!last.isExpected()) {
                    owner.ifPresent(of -> reportVanished(of, object.id()));
                }
                waits.seen(object.id(), Health.notFound());
            }
        }

        @Override
        public void wentBack() {
            for (TrackedObject entry : ofKind(type.kind())) {
                synchronized (entry) {
                    entry.forgetVersions();
                }
            }
        }

        @Override
        public void refused(Selection selection, String why) {
            listener.watchRefused(selection.type().kind().toString(), why);
        }
    }
}
