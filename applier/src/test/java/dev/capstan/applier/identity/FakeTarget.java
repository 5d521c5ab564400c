package dev.capstan.applier.identity;

import dev.capstan.applier.health.FakeHealthChecker;
import dev.capstan.apply.Action;
import dev.capstan.apply.ApplyFailure;
import dev.capstan.apply.ApplyOutcome;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.Change;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.InventoryJournal;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.prune.LiveOwner;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.apply.prune.PruneRequest;
import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.HealthWaitRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster in memory that serves namespaced objects of every kind but those it is told not to. Applying creates or
 * configures; pruning deletes what is there, unless it is told that an object is refused or held by a finalizer.
 */
public final class FakeTarget implements ApplyTarget {

    private final Map<ObjectId, String> objects = new LinkedHashMap<>();
    /** The waits for health that were begun. */
    public final FakeHealthChecker waits = new FakeHealthChecker();

    private final Map<ObjectId, LiveOwner> owners = new LinkedHashMap<>();
    private final List<ApplyRequest> applied = new ArrayList<>();
    private final List<PruneRequest> pruned = new ArrayList<>();
    private final Map<String, String> refusedDeletions = new LinkedHashMap<>();
    private final Map<String, String> finalizers = new LinkedHashMap<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private final List<String> notServed = new ArrayList<>();
    private Optional<ApplyFailure> failure = Optional.empty();
    private String failsAt = "";
    private Runnable afterPruning = () -> {};

    /** The names of the objects that are there, in the order of their creation. */
    public List<String> names() {
        return objects.keySet().stream().map(ObjectId::name).toList();
    }

    /** Every set that was applied. */
    public List<ApplyRequest> applied() {
        return List.copyOf(applied);
    }

    /** Every set that was pruned. */
    public List<PruneRequest> pruned() {
        return List.copyOf(pruned);
    }

    /** Applying ends with that failure when the turn comes to the object of that name. */
    public void failsAt(String name, ApplyFailure cause) {
        failsAt = name;
        failure = Optional.of(cause);
    }

    /** The object is there and answers so when it is asked whose it is. */
    public void has(ObjectId id, LiveOwner owner) {
        objects.put(id, "");
        owners.put(id, owner);
    }

    /** The object of that name cannot be deleted. */
    public void refusesToDelete(String name, String why) {
        refusedDeletions.put(name, why);
    }

    /** The object of that name waits for a finalizer when it is deleted. */
    public void holds(String name, String finalizer) {
        finalizers.put(name, finalizer);
    }

    /** The object of that name is not deleted until somebody allows it. */
    public void keeps(String name, String why) {
        kept.put(name, why);
    }

    /** What happens when a set has been pruned, before the answer. */
    public void afterPruning(Runnable step) {
        afterPruning = step;
    }

    /** Objects of that kind are not served. */
    public void doesNotServe(String kind) {
        notServed.add(kind);
    }

    @Override
    public String actor() {
        return "system:serviceaccount:apps:deployer";
    }

    @Override
    public ApplyOutcome apply(ApplyRequest request, InventoryJournal journal, Cancellation cancellation) {
        applied.add(request);
        Inventory intended = Inventory.ofManifests(request.manifests());
        if (!request.previous().containsAll(intended)) {
            journal.record(request.previous().union(intended)).ifPresent(why -> {
                throw new AssertionError("a journal of a test records: " + why);
            });
        }
        var changes = new ArrayList<Change>();
        for (Manifest manifest : request.manifests()) {
            if (failure.isPresent() && manifest.id().name().equals(failsAt)) {
                return failed(request, changes);
            }
            changes.add(write(manifest));
            owners.put(manifest.id(), new LiveOwner.Owned(request.owner()));
        }
        List<ObjectRef> waitable = request.manifests().stream()
                .map(manifest -> new ObjectRef(
                        typeOf(manifest.kind()),
                        manifest.id().namespace(),
                        manifest.id().name()))
                .toList();
        return new ApplyOutcome.Applied(
                new ChangeSet(changes), intended, record(request, changes, ""), List.of(), waitable);
    }

    private Change write(Manifest manifest) {
        String content = manifest.content().toString();
        String before = objects.put(manifest.id(), content);
        Action action = before == null ? Action.CREATED : before.equals(content) ? Action.UNCHANGED : Action.CONFIGURED;
        return new Change(manifest.id(), manifest.kind().version(), action, "", manifest.origin());
    }

    private ApplyOutcome failed(ApplyRequest request, List<Change> changes) {
        Inventory written = Inventory.of(changes.stream()
                .map(change -> new RecordedObject(change.id(), change.version()))
                .toList());
        return new ApplyOutcome.ApplyFailed(
                List.of(failure.orElseThrow()),
                new ChangeSet(changes),
                request.previous().union(written),
                record(request, changes, failure.orElseThrow().message()),
                List.of());
    }

    private static ApplyRecord record(ApplyRequest request, List<Change> changes, String failure) {
        return new ApplyRecord(
                request.owner(),
                request.revision(),
                request.actor(),
                Instant.EPOCH,
                Duration.ZERO,
                failure.isEmpty(),
                failure,
                changes.size(),
                changes.stream()
                        .map(change -> new ApplyRecord.Entry(
                                change.id(), change.version(), change.action(), "", "", "1", change.origin()))
                        .toList());
    }

    @Override
    public PruneOutcome prune(PruneRequest request) {
        pruned.add(request);
        var changes = new ArrayList<Change>();
        var terminating = new ArrayList<PruneOutcome.Blocked>();
        var left = new ArrayList<PruneOutcome.Blocked>();
        var failures = new ArrayList<PruneOutcome.Blocked>();
        var remaining = new ArrayList<RecordedObject>();
        for (RecordedObject entry : request.stale()) {
            String name = entry.id().name();
            if (refusedDeletions.containsKey(name)) {
                failures.add(new PruneOutcome.Blocked(entry.id(), refusedDeletions.get(name), true));
                remaining.add(entry);
            } else if (kept.containsKey(name)) {
                left.add(new PruneOutcome.Blocked(entry.id(), kept.get(name), false));
                remaining.add(entry);
                changes.add(deletion(entry, Action.SKIPPED));
            } else if (finalizers.containsKey(name)) {
                terminating.add(new PruneOutcome.Blocked(entry.id(), finalizers.get(name), true));
                remaining.add(entry);
                changes.add(deletion(entry, Action.TERMINATING));
            } else if (ownerOf(entry) instanceof LiveOwner.Owned(var owner) && !owner.equals(request.owner())) {
                changes.add(deletion(entry, Action.SKIPPED));
            } else if (objects.remove(entry.id()) != null) {
                owners.remove(entry.id());
                changes.add(deletion(entry, Action.DELETED));
            }
        }
        afterPruning.run();
        return new PruneOutcome(
                new ChangeSet(changes), Inventory.of(remaining), terminating, left, failures, Optional.empty());
    }

    private static Change deletion(RecordedObject entry, Action action) {
        return new Change(entry.id(), entry.version(), action, "", SourcePosition.unknown());
    }

    @Override
    public HealthWait awaitHealth(HealthWaitRequest request) {
        return waits.await(request);
    }

    @Override
    public LiveOwner ownerOf(RecordedObject entry) {
        return owners.getOrDefault(entry.id(), new LiveOwner.NotOwned());
    }

    @Override
    public ObjectId inCluster(RecordedObject entry) {
        return entry.id();
    }

    @Override
    public Optional<ResourceType> served(ResourceKind kind) {
        return notServed.contains(kind.kind()) ? Optional.empty() : Optional.of(typeOf(kind));
    }

    private static ResourceType typeOf(ResourceKind kind) {
        return new ResourceType(kind, kind.kind().toLowerCase(Locale.ROOT) + "s", true);
    }

    @Override
    public TargetParts parts() {
        throw new UnsupportedOperationException("a fake has no parts: who needs them is tested with a cluster");
    }
}
