package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.drift.DriftComparison;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.work.BoundedWork;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    private static final int LISTS_AT_ONCE = 8;

    private final ClusterApi api;
    private final ManagedObjectListener listener;
    private final String namespace;
    private final String labelKey;
    private final ObjectExaminer examiner;
    private final FaultLog faults;
    private final Timer timer;
    private final DampedReports reports;
    private final Map<ResourceKind, Reflector> kinds = new ConcurrentHashMap<>();
    private final TrackedObjects tracked;
    private final FreshLists freshLists;
    private final HealthWaits waits;

    private ManagedObjectWatch(
            ClusterApi api, ApplyProfile profile, String namespace, ManagedObjectListener listener, Clock clock) {
        this.api = api;
        this.listener = listener;
        this.namespace = namespace;
        this.freshLists = new FreshLists(namespace);
        this.labelKey = profile.labelPrefix() + "/name";
        this.examiner = new ObjectExaminer(profile, clock);
        this.tracked = new TrackedObjects(new DriftComparison(profile.fieldManager(), profile.takeOver()));
        this.faults = new FaultLog(listener);
        this.timer = new Timer(faults);
        this.reports = new DampedReports(listener, timer, clock, tracked::isDrifted);
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
    public Optional<String> compare(Owner owner, Collection<ObjectRef> objects, PatientCluster cluster) {
        Map<ResourceType, List<ObjectRef>> remembered = objects.stream()
                .filter(object -> completeView(object).isPresent() && tracked.isPresentFor(owner, object.id()))
                .collect(Collectors.groupingBy(ObjectRef::type));
        // At the same time, because each list may wait until the API server has caught up with its storage.
        return new BoundedWork(LISTS_AT_ONCE)
                        .each(
                                List.copyOf(remembered.entrySet()),
                                kind -> compare(owner, kind.getKey(), kind.getValue(), cluster),
                                Optional::isPresent)
                        .stream()
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    private Optional<String> compare(
            Owner owner, ResourceType type, List<ObjectRef> remembered, PatientCluster cluster) {
        return switch (freshLists.of(type, owner, cluster.as(api))) {
            case FreshLists.Result.Listed(var listed, var asOf) -> {
                for (ObjectRef object : remembered) {
                    Optional<ListedVersion> found = Optional.ofNullable(listed.get(object.id()));
                    tracked.ifTracked(object.id(), entry -> entry.compare(found, asOf));
                }
                yield Optional.empty();
            }
            case FreshLists.Result.Refused _ -> {
                remembered.forEach(object -> tracked.ifTracked(object.id(), TrackedObject::doubt));
                yield Optional.empty();
            }
            case FreshLists.Result.Unavailable(var why) -> Optional.of(why);
        };
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
        return switch (tracked.knowledge(object.id()).orElse(null)) {
            case Knowledge.Present(var present) -> new Observation.Present(present);
            case Knowledge.Absent _ -> new Observation.NotManaged();
            case Knowledge.Unknown _, Knowledge.OutOfView _ -> new Observation.Unknown();
            case null -> new Observation.NotManaged();
        };
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
        onTracked(object, entry -> settle(entry, settled, expectation)).ifPresent(reports::drifted);
        waits.seen(object.id(), health(object.id()).orElse(settled.health()));
        return settled;
    }

    private Optional<Drift> settle(TrackedObject entry, ObservedObject answer, Expectation expectation) {
        Optional<Drift> drift = entry.settled(answer, expectation);
        if (!isListed(entry.id())) {
            entry.leaveView();
        }
        return drift;
    }

    @Override
    public void confirmed(ObjectRef object, ObservedObject found, Expectation expectation) {
        onTracked(object, entry -> entry.confirmed(found, expectation)).ifPresent(reports::drifted);
    }

    @Override
    public void abandoned(ObjectRef object) {
        onTracked(object, TrackedObject::abandoned).ifPresent(reports::drifted);
    }

    @Override
    public void released(ObjectRef object, Owner owner) {
        change(object, entry -> entry.release(owner));
    }

    @Override
    public boolean isAsApplied(ObservedObject object, Expectation expectation) {
        return tracked.is(object.id(), entry -> entry.isAsApplied(object, expectation));
    }

    @Override
    public boolean wasApplied(ObservedObject object, Owner owner) {
        return tracked.is(object.id(), entry -> entry.wasApplied(object.uid(), owner));
    }

    @Override
    public boolean hasExpired(ObjectRef object, Expectation expectation) {
        return tracked.is(object.id(), entry -> entry.hasExpired(expectation));
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
        return tracked.knowledge(id).flatMap(knowledge -> switch (knowledge) {
            case Knowledge.Present(var present) -> Optional.of(present.health());
            case Knowledge.Absent _ -> Optional.of(Health.notFound());
            case Knowledge.Unknown _, Knowledge.OutOfView _ -> Optional.empty();
        });
    }

    private void change(ObjectRef object, Consumer<TrackedObject> step) {
        onTracked(object, entry -> {
            step.accept(entry);
            return true;
        });
    }

    private <T> T onTracked(ObjectRef object, Function<TrackedObject, T> step) {
        return tracked.on(object.id(), () -> unseen(object), step);
    }

    /** What is known of an object that is not in view: where the whole kind is in view, that it was not there. */
    private Knowledge unseen(ObjectRef object) {
        return completeView(object)
                .<Knowledge>map(view -> new Knowledge.Absent(view.seen()))
                .orElseGet(Knowledge.OutOfView::new);
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
                    sighting.drift().ifPresent(reports::drifted);
                    sighting.before().ifPresent(earlier -> {
                        reportHealth(earlier, seen);
                        reportRemnant(earlier, seen, sighting.isExpected());
                    });
                    waits.seen(object.id(), seen.health());
                }
            } catch (RuntimeException | Error fault) {
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

        private void reportRemnant(ObservedObject earlier, ObservedObject seen, boolean isExpected) {
            boolean isKeptAsBefore = earlier.marks().equals(seen.marks())
                    && earlier.policy().equals(seen.policy())
                    && earlier.owner().equals(seen.owner());
            if (!isExpected && !isKeptAsBefore) {
                earlier.owner().ifPresent(owner -> reports.remnantChanged(owner, earlier.id()));
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
            for (ObjectId id : tracked.ofKind(type.kind())) {
                if (isListed(id) && !ids.contains(id)) {
                    gone(new ObjectRef(type, id.namespace(), id.name()), entry -> entry.notListed(asOf));
                }
            }
        }

        private void gone(ObjectRef object, Function<TrackedObject, Sighting> step) {
            Sighting last = onTracked(object, step);
            if (last.isNews()) {
                last.drift().ifPresent(reports::drifted);
                Optional<Owner> owner = last.before().flatMap(ObservedObject::owner);
                if (last.hasExpired()) {
                    owner.ifPresent(of -> listener.expired(of, object.id()));
                } else if (!last.isExpected()) {
                    owner.ifPresent(of -> reports.vanished(of, object.id()));
                }
                waits.seen(object.id(), Health.notFound());
            }
        }

        @Override
        public void wentBack() {
            tracked.ofKind(type.kind()).forEach(id -> tracked.ifTracked(id, TrackedObject::forgetVersions));
        }

        @Override
        public void refused(Selection selection, ApiResult.Refused<?> refusal) {
            listener.watchRefused(selection.type().kind().toString(), refusal.message());
        }
    }
}
