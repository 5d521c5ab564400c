package dev.capstan.apply.prune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Action;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.Change;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.InventoryEntry;
import dev.capstan.apply.stage.ApplyOrder;
import dev.capstan.apply.stage.Stage;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.apply.watch.Observation;
import dev.capstan.apply.watch.ObservedObject;
import dev.capstan.apply.work.BoundedWork;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deletes recorded objects that are no longer wanted, in the reverse of the order of applying. What does not carry the
 * owner's labels, or asks to be kept, is left alone; what could not be deleted stays recorded.
 */
public final class Pruner {

    /** The admission plugin NamespaceLifecycle refuses to delete these, whoever asks. */
    private static final Set<String> LASTING_NAMESPACES = Set.of("default", "kube-system", "kube-public");

    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    /** What became of one object. */
    private sealed interface Result {}

    private record Done(Change change) implements Result {}

    private record Gone() implements Result {}

    private record Kept(Change change, PruneOutcome.Blocked blocked) implements Result {}

    /** As at an earlier run: nothing new to tell. */
    private record Held(PruneOutcome.Blocked blocked) implements Result {}

    private record Refused(PruneOutcome.Blocked blocked) implements Result {}

    /** The cluster cannot be asked, for this object or any other. */
    private record Away(String why) implements Result {}

    /** What the results of all objects come to. */
    private static final class Tally {
        private final List<Change> changes = new ArrayList<>();
        private final List<InventoryEntry> remaining = new ArrayList<>();
        private final List<PruneOutcome.Blocked> terminating = new ArrayList<>();
        private final List<PruneOutcome.Blocked> failures = new ArrayList<>();

        void add(InventoryEntry entry, Result result) {
            switch (result) {
                case Gone _ -> {
                    // Somebody else deleted it, or its kind is not served any more: nothing to tell.
                }
                case Done done -> changes.add(done.change());
                case Kept kept -> {
                    changes.add(kept.change());
                    remaining.add(entry);
                    terminating.add(kept.blocked());
                }
                case Held held -> {
                    remaining.add(entry);
                    terminating.add(held.blocked());
                }
                case Refused refused -> {
                    remaining.add(entry);
                    failures.add(refused.blocked());
                }
                case Away away -> {
                    remaining.add(entry);
                    failures.add(new PruneOutcome.Blocked(entry.id(), away.why(), true));
                }
            }
        }

        PruneOutcome outcome() {
            return new PruneOutcome(new ChangeSet(changes), Inventory.of(remaining), terminating, failures);
        }
    }

    private final ResourceCatalog catalog;
    private final ManagedObjects managed;
    private final Clock clock;

    public Pruner(ResourceCatalog catalog, ManagedObjects managed, Clock clock) {
        this.catalog = catalog;
        this.managed = managed;
        this.clock = clock;
    }

    /**
     * Deletes, a few objects at a time. Blocks the (virtual) thread; does not wait for finalizers.
     *
     * @param api the cluster with the identity that deletes
     * @param cancellation ends the work before the next object; what was not looked at stays recorded
     */
    public PruneOutcome prune(PruneRequest request, ClusterApi api, Cancellation cancellation) {
        PatientCluster cluster = new PatientCluster(api, clock, request.patience(), cancellation);
        watch(request.stale());
        BoundedWork work = new BoundedWork(request.concurrency());
        Tally tally = new Tally();
        Optional<String> obstacle = Optional.empty();
        for (List<InventoryEntry> rank : inReverse(request)) {
            List<Result> results = obstacle.isPresent()
                    ? List.of()
                    : work.each(rank, entry -> prune(entry, request, cluster, cancellation), Away.class::isInstance);
            for (int i = 0; i < results.size(); i++) {
                tally.add(rank.get(i), results.get(i));
            }
            obstacle = obstacle.or(() -> obstacleIn(results));
            String why = obstacle.orElse("");
            rank.subList(results.size(), rank.size()).forEach(entry -> tally.add(entry, new Away("not tried: " + why)));
        }
        return tally.outcome();
    }

    /** Other objects will fare no better, so none is tried. */
    private static Optional<String> obstacleIn(List<Result> results) {
        return results.stream()
                .flatMap(result -> result instanceof Away away ? Stream.of(away.why()) : Stream.empty())
                .findFirst();
    }

    private Result prune(
            InventoryEntry entry, PruneRequest request, PatientCluster cluster, Cancellation cancellation) {
        return cancellation
                .reason()
                .<Result>map(why -> new Away("cancelled: " + why))
                .orElseGet(() -> prune(entry, request, cluster));
    }

    /** The objects of one rank do not need each other and are deleted at the same time; the ranks follow each other. */
    private static List<List<InventoryEntry>> inReverse(PruneRequest request) {
        record Rank(Stage stage, int inStage) {}
        Comparator<Rank> applyOrder = Comparator.comparing(Rank::stage).thenComparingInt(Rank::inStage);
        return List.copyOf(request.stale().entries().stream()
                .sorted(Comparator.comparing(InventoryEntry::id, ApplyOrder.APPLY.reversed()))
                .collect(Collectors.groupingBy(
                        entry ->
                                new Rank(Stage.of(entry.id(), request.customStageKinds()), ApplyOrder.rank(entry.id())),
                        () -> new TreeMap<>(applyOrder.reversed()),
                        Collectors.toList()))
                .values());
    }

    /** Objects of watched kinds need no request to be looked at. */
    private void watch(Inventory stale) {
        Set<ResourceType> types = new HashSet<>();
        for (InventoryEntry entry : stale) {
            if (lookup(entry) instanceof ResourceCatalog.Served served) {
                types.add(served.type());
            }
        }
        managed.ensureWatched(types, FIRST_LOOK);
    }

    private ResourceCatalog.Lookup lookup(InventoryEntry entry) {
        return catalog.findAnyVersion(entry.id().group(), entry.id().kind(), entry.version());
    }

    private Result prune(InventoryEntry entry, PruneRequest request, PatientCluster cluster) {
        return switch (lookup(entry)) {
            case ResourceCatalog.NotServed _ -> new Gone();
            case ResourceCatalog.Undecided undecided ->
                new Refused(new PruneOutcome.Blocked(entry.id(), undecided.why(), true));
            case ResourceCatalog.Served served -> {
                ObjectId id = entry.id();
                String namespace = served.type().isNamespaced() ? id.namespace() : "";
                ObjectRef ref = new ObjectRef(served.type(), namespace, id.name());
                yield switch (managed.observe(ref)) {
                    case Observation.Present present -> prune(entry, ref, present.object(), request, cluster);
                    // An object without our labels would be skipped all the same.
                    case Observation.NotManaged _ -> new Gone();
                    case Observation.Unknown _ -> pruneByAsking(entry, ref, request, cluster);
                };
            }
        };
    }

    private Result pruneByAsking(InventoryEntry entry, ObjectRef ref, PruneRequest request, PatientCluster cluster) {
        return switch (cluster.get(ref)) {
            case ApiResult.Ok<ObjectNode> ok -> prune(entry, ref, managed.examine(ref, ok.value()), request, cluster);
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new Gone();
            case ApiResult.Refused<ObjectNode> refused -> refused(entry, refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> new Away(unreachable.what());
        };
    }

    private Result prune(
            InventoryEntry entry, ObjectRef ref, ObservedObject live, PruneRequest request, PatientCluster cluster) {
        Optional<String> reasonToKeep = reasonToKeep(entry.id(), live, request);
        if (reasonToKeep.isPresent()) {
            return new Done(change(entry, Action.SKIPPED, reasonToKeep.get()));
        }
        if (request.isPreview()) {
            return new Done(change(entry, Action.DELETED, "preview"));
        }
        managed.released(ref);
        if (live.isDeleting()) {
            return new Held(blocked(entry, live.finalizers()));
        }
        return switch (cluster.delete(ref, new ClusterApi.DeleteOptions(live.uid(), false))) {
            case ApiResult.Ok<ObjectNode> ok -> deleted(entry, ok.value());
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new Gone();
            case ApiResult.Refused<ObjectNode> refused
            when refused.isConflict() -> pruneSuccessor(entry, ref, live, request, cluster, refused);
            case ApiResult.Refused<ObjectNode> refused -> refused(entry, refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> new Away(unreachable.what());
        };
    }

    /** The object was made anew since it was looked at: look at the new one, once. */
    private Result pruneSuccessor(
            InventoryEntry entry,
            ObjectRef ref,
            ObservedObject old,
            PruneRequest request,
            PatientCluster cluster,
            ApiResult.Refused<ObjectNode> refused) {
        return switch (cluster.get(ref)) {
            case ApiResult.Ok<ObjectNode> ok -> {
                ObservedObject fresh = managed.examine(ref, ok.value());
                yield fresh.uid().equals(old.uid())
                        ? refused(entry, refused)
                        : prune(entry, ref, fresh, request, cluster);
            }
            case ApiResult.Refused<ObjectNode> again when again.isNotFound() -> new Gone();
            case ApiResult.Refused<ObjectNode> again -> refused(entry, again);
            case ApiResult.Unreachable<ObjectNode> unreachable -> new Away(unreachable.what());
        };
    }

    private static Optional<String> reasonToKeep(ObjectId id, ObservedObject live, PruneRequest request) {
        if (id.isKind("", "Namespace") && LASTING_NAMESPACES.contains(id.name())) {
            return Optional.of("Kubernetes never deletes this namespace");
        }
        if (!live.isOwnedBy(request.owner())) {
            return Optional.of(live.owner()
                    .map(other -> "it belongs to " + other + " now")
                    .orElse("it does not carry the ownership labels"));
        }
        return live.policy().isKept() ? Optional.of("the object says to keep it") : Optional.empty();
    }

    private static Result deleted(InventoryEntry entry, JsonNode answer) {
        JsonNode metadata = answer.path("metadata");
        List<String> finalizers = new ArrayList<>();
        metadata.path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        if (entry.id().isKind("", "Namespace")) {
            answer.path("spec").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        }
        return metadata.hasNonNull("deletionTimestamp") && !finalizers.isEmpty()
                ? kept(entry, finalizers)
                : new Done(change(entry, Action.DELETED, ""));
    }

    private static Result kept(InventoryEntry entry, Collection<String> finalizers) {
        PruneOutcome.Blocked blocked = blocked(entry, finalizers);
        return new Kept(change(entry, Action.TERMINATING, blocked.why()), blocked);
    }

    private static PruneOutcome.Blocked blocked(InventoryEntry entry, Collection<String> finalizers) {
        String why = finalizers.isEmpty()
                ? "is being deleted"
                : "is being deleted and waits for " + String.join(", ", finalizers);
        return new PruneOutcome.Blocked(entry.id(), why, true);
    }

    private static Refused refused(InventoryEntry entry, ApiResult.Refused<ObjectNode> refused) {
        String why = entry.id().isKind("", "Secret")
                ? "the API server refused (" + refused.code() + " " + refused.reason() + ")"
                : refused.message();
        return new Refused(new PruneOutcome.Blocked(entry.id(), why, refused.isTransient()));
    }

    private static Change change(InventoryEntry entry, Action action, String note) {
        return new Change(entry.id(), entry.version(), action, note, SourcePosition.unknown());
    }
}
