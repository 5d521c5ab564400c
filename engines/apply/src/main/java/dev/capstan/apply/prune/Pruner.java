package dev.capstan.apply.prune;

import dev.capstan.apply.Action;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.stage.ApplyOrder;
import dev.capstan.apply.stage.Stage;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.apply.work.BoundedWork;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deletes recorded objects that are no longer wanted, in the reverse of the order of applying. What {@link
 * KeepChecks} has a reason to keep is left alone; what {@link BrakeChecks} find in the way of, and what could not be
 * deleted, stays recorded.
 */
public final class Pruner {

    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final int NAMED_AT_MOST = 5;

    private final ResourceCatalog catalog;
    private final ManagedObjects managed;
    private final ClusterApi own;
    private final Clock clock;

    /**
     * A pruner for all owners of a cluster.
     *
     * @param own the cluster with the identity of the controller, to look at what would go with an object
     */
    public Pruner(ResourceCatalog catalog, ManagedObjects managed, ClusterApi own, Clock clock) {
        this.catalog = catalog;
        this.own = own;
        this.managed = managed;
        this.clock = clock;
    }

    /**
     * Deletes, a few objects at a time, or nothing when that would be more than the limit of the request allows. Blocks
     * the (virtual) thread; does not wait for finalizers.
     *
     * @param api the cluster with the identity that deletes
     * @param cancellation ends the work before the next object; what was not looked at stays recorded
     */
    public PruneOutcome prune(PruneRequest request, ClusterApi api, Cancellation cancellation) {
        return excess(request, api, cancellation)
                .map(why -> PruneOutcome.stopped(request.stale(), why))
                .orElseGet(() -> deleteAll(request, api, cancellation));
    }

    /** What is wrong with deleting that much; tried first when the mere number of objects could be too much. */
    private Optional<String> excess(PruneRequest request, ClusterApi api, Cancellation cancellation) {
        Optional<PruneLimit> limit = request.brake().limit();
        if (limit.isEmpty()
                || request.isPreview()
                || !limit.get().isExceededBy(request.stale().size(), request.recorded())) {
            return Optional.empty();
        }
        ChangeSet changes = deleteAll(request.asPreview(), api, cancellation).changes();
        int deletions = (int) changes.count(Action.DELETED);
        return limit.filter(it -> it.isExceededBy(deletions, request.recorded()))
                .map(it -> "%d of %d recorded objects would be deleted at once, and the limit is %s: %s"
                        .formatted(deletions, request.recorded(), it, named(changes)));
    }

    private static String named(ChangeSet changes) {
        List<String> names = changes.changes().stream()
                .filter(change -> change.action() == Action.DELETED)
                .map(change -> change.id().display())
                .toList();
        String more = names.size() > NAMED_AT_MOST ? " and " + (names.size() - NAMED_AT_MOST) + " more" : "";
        return String.join(", ", names.subList(0, Math.min(names.size(), NAMED_AT_MOST))) + more;
    }

    private PruneOutcome deleteAll(PruneRequest request, ClusterApi api, Cancellation cancellation) {
        PatientCluster cluster = new PatientCluster(api, clock, request.patience(), cancellation);
        watchKindsOf(request.stale());
        BoundedWork work = new BoundedWork(request.concurrency());
        PruneTally tally = new PruneTally();
        Optional<String> obstacle = Optional.empty();
        for (List<RecordedObject> rank : inReverse(request)) {
            List<PruneResult> results = obstacle.isPresent()
                    ? List.of()
                    : work.each(
                            rank,
                            entry -> deleteUnlessCancelled(entry, request, cluster, cancellation),
                            PruneResult.Unavailable.class::isInstance);
            for (int i = 0; i < results.size(); i++) {
                tally.add(rank.get(i), results.get(i));
            }
            obstacle = obstacle.or(() -> obstacleIn(results));
            var notTried = new PruneResult.Unavailable("not tried: " + obstacle.orElse(""));
            rank.subList(results.size(), rank.size()).forEach(entry -> tally.add(entry, notTried));
        }
        return tally.outcome();
    }

    /** Other objects will fare no better, so none is tried. */
    private static Optional<String> obstacleIn(List<PruneResult> results) {
        return results.stream()
                .flatMap(result -> result instanceof PruneResult.Unavailable(var why) ? Stream.of(why) : Stream.empty())
                .findFirst();
    }

    private PruneResult deleteUnlessCancelled(
            RecordedObject entry, PruneRequest request, PatientCluster cluster, Cancellation cancellation) {
        return cancellation
                .reason()
                .<PruneResult>map(why -> new PruneResult.Unavailable("cancelled: " + why))
                .orElseGet(() -> delete(entry, request, cluster));
    }

    private PruneResult delete(RecordedObject entry, PruneRequest request, PatientCluster cluster) {
        return switch (lookup(entry)) {
            case ResourceCatalog.NotServed _ -> new PruneResult.NotThere();
            case ResourceCatalog.Undecided(var why) ->
                new PruneResult.Refused(new PruneOutcome.Blocked(entry.id(), why, true));
            case ResourceCatalog.Served(var type) -> {
                ObjectRef object = type.object(entry.id());
                yield new ObjectDeletion(entry, object, request, cluster, managed, residents(request, cluster)).run();
            }
        };
    }

    private Residents residents(PruneRequest request, PatientCluster cluster) {
        return new Residents(cluster.as(own), catalog, request.owner());
    }

    /** The objects of one rank do not need each other and are deleted at the same time; the ranks follow each other. */
    private static List<List<RecordedObject>> inReverse(PruneRequest request) {
        record Rank(Stage stage, int inStage) {}
        ApplyOrder order = request.profile().order();
        Comparator<Rank> applyOrder = Comparator.comparing(Rank::stage).thenComparingInt(Rank::inStage);
        return List.copyOf(request.stale().entries().stream()
                .sorted(Comparator.comparing(
                        RecordedObject::id, order.comparator().reversed()))
                .collect(Collectors.groupingBy(
                        entry -> new Rank(request.profile().stages().of(entry.id()), order.rank(entry.id())),
                        () -> new TreeMap<>(applyOrder.reversed()),
                        Collectors.toList()))
                .values());
    }

    /** Objects of watched kinds need no request to be looked at. */
    private void watchKindsOf(Inventory stale) {
        Set<ResourceType> types = new HashSet<>();
        for (RecordedObject entry : stale) {
            if (lookup(entry) instanceof ResourceCatalog.Served(var type)) {
                types.add(type);
            }
        }
        managed.ensureWatched(types, FIRST_LOOK);
    }

    private ResourceCatalog.Lookup lookup(RecordedObject entry) {
        return catalog.findAnyVersion(entry.id().group(), entry.id().kind(), entry.version());
    }
}
