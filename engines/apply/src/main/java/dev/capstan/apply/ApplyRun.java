package dev.capstan.apply;

import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.InventoryJournal;
import dev.capstan.apply.normalise.Notice;
import dev.capstan.apply.rights.RightsReview;
import dev.capstan.apply.stage.Stage;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.apply.work.BoundedWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One apply under way: what was handled so far. A stage goes through named steps, each of which may end it: prepare,
 * decide, try out, journal, write, await.
 */
final class ApplyRun {

    /** How long the first look at a kind may take before its objects are asked for one by one. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    private final ApplyRequest request;
    private final PatientCluster cluster;
    private final ResourceCatalog catalog;
    private final ManagedObjects managed;
    private final ObjectPreparation preparation;
    private final InventoryJournal journal;
    private final Cancellation cancellation;
    private final ObjectWriter writer;
    private final BoundedWork work;
    private final Instant startedAt;

    private final List<ObjectOutcome.Handled> handled = new ArrayList<>();
    private final List<Manifest> attempted = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private boolean isJournalled;

    ApplyRun(
            ApplyRequest request,
            PatientCluster cluster,
            ResourceCatalog catalog,
            ManagedObjects managed,
            ObjectPreparation preparation,
            ForeignClaims claims,
            InventoryJournal journal,
            Cancellation cancellation,
            Clock clock) {
        this.request = request;
        this.cluster = cluster;
        this.catalog = catalog;
        this.managed = managed;
        this.preparation = preparation;
        this.journal = journal;
        this.cancellation = cancellation;
        this.writer =
                new ObjectWriter(request, cluster, managed, new Replacement(cluster, request.stageTimeout()), claims);
        this.work = new BoundedWork(request.concurrency());
        this.startedAt = clock.instant();
    }

    Instant startedAt() {
        return startedAt;
    }

    int requests() {
        return cluster.requests();
    }

    List<ObjectOutcome.Handled> handled() {
        return List.copyOf(handled);
    }

    /** Everything that may be in the cluster because of this run. */
    List<Manifest> attempted() {
        return List.copyOf(attempted);
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    ChangeSet changes() {
        return new ChangeSet(handled.stream()
                .map(done -> done.object().change(done.action(), done.note()))
                .toList());
    }

    /** Brings one stage to its end; the failures that ended it, or nothing. */
    List<ApplyFailure> stage(Stage stage, List<Manifest> manifests) {
        List<PreparedObject> objects = new ArrayList<>();
        List<ApplyFailure> impossible = prepare(manifests, objects);
        if (!impossible.isEmpty()) {
            return impossible;
        }
        List<ObjectWriter.Write> writes = new ArrayList<>();
        List<ApplyFailure> failures = decide(objects, writes);
        if (failures.isEmpty()) {
            failures = tryOut(writes);
        }
        if (failures.isEmpty() && !writes.isEmpty()) {
            failures = journal();
        }
        if (failures.isEmpty()) {
            failures = write(writes);
        }
        learn(manifests);
        return failures.isEmpty() && stage.isAwaited() ? await(stage, objects) : failures;
    }

    private List<ApplyFailure> prepare(List<Manifest> manifests, List<PreparedObject> objects) {
        List<ApplyFailure> impossible = new ArrayList<>();
        for (Manifest manifest : manifests) {
            switch (preparation.prepare(manifest, request)) {
                case ObjectPreparation.Ready ready -> {
                    objects.add(ready.object());
                    notices.addAll(ready.notices());
                }
                case ObjectPreparation.Impossible failed -> impossible.add(failed.failure());
            }
        }
        return impossible.isEmpty() ? look(objects) : impossible;
    }

    /** Sees to it that what is known of these objects is as true as the request asks. */
    private List<ApplyFailure> look(List<PreparedObject> objects) {
        List<ObjectRef> refs = objects.stream().map(PreparedObject::ref).toList();
        managed.ensureWatched(refs.stream().map(ObjectRef::type).collect(Collectors.toSet()), FIRST_LOOK);
        return request.verification() == Verification.COMPARED
                ? managed.compare(request.owner(), refs, cluster)
                        .<List<ApplyFailure>>map(why -> List.of(new ApplyFailure.ClusterUnavailable(
                                "comparing with the cluster: " + why, request.patience(), Optional.empty())))
                        .orElse(List.of())
                : List.of();
    }

    private List<ApplyFailure> decide(List<PreparedObject> objects, List<ObjectWriter.Write> writes) {
        List<ApplyFailure> failures = new ArrayList<>(cancelled());
        for (ObjectWriter.Verdict verdict : work.each(objects, writer::decide, undecided -> false)) {
            switch (verdict) {
                case ObjectWriter.Nothing nothing -> done(nothing.outcome());
                case ObjectWriter.Write write -> writes.add(write);
                case ObjectWriter.Undecided undecided ->
                    failures.add(undecided.outcome().failure());
            }
        }
        return failures;
    }

    /** Tries what may be refused before anything of the stage is written; takes out what turns out to need no write. */
    private List<ApplyFailure> tryOut(List<ObjectWriter.Write> writes) {
        if (isDryRunWorthIt(writes)) {
            return dryRun(writes);
        }
        if (request.dryRun() == DryRunMode.NEVER || writes.size() < 2 || !cluster.isImpersonating()) {
            return List.of();
        }
        Set<ObjectRef> doubtful = new RightsReview(cluster, request.owner().namespace(), work)
                .doubtful(writes.stream().map(write -> write.object().ref()).toList());
        Map<Boolean, List<ObjectWriter.Write>> byDoubt = writes.stream()
                .collect(Collectors.partitioningBy(
                        write -> doubtful.contains(write.object().ref())));
        List<ObjectWriter.Write> tried = new ArrayList<>(byDoubt.get(true));
        List<ApplyFailure> failures = dryRun(tried);
        writes.clear();
        writes.addAll(byDoubt.get(false));
        writes.addAll(tried);
        return failures;
    }

    private boolean isDryRunWorthIt(List<ObjectWriter.Write> writes) {
        return switch (request.dryRun()) {
            case ALWAYS -> !writes.isEmpty();
            case NEVER -> false;
            case WHEN_IT_PROTECTS ->
                writes.size() > 1
                        && writes.stream().anyMatch(write -> write.before().isPresent());
        };
    }

    /** Tries all writes; takes out of them what turns out to need no write. */
    private List<ApplyFailure> dryRun(List<ObjectWriter.Write> writes) {
        List<ApplyFailure> failures = new ArrayList<>();
        List<ObjectWriter.Write> needed = new ArrayList<>();
        for (ObjectOutcome outcome : work.each(writes, writer::dryRun, isUnavailable())) {
            switch (outcome) {
                case ObjectOutcome.Failed failed -> failures.add(failed.failure());
                case ObjectOutcome.Handled tried
                when tried.action() == Action.CONFIGURED ->
                    needed.add(new ObjectWriter.Write(tried.object(), tried.before()));
                case ObjectOutcome.Handled tried -> {
                    tried.after()
                            .filter(_ -> tried.action() == Action.UNCHANGED)
                            .ifPresent(after -> managed.confirmed(
                                    tried.object().ref(), after, tried.object().expectation()));
                    done(tried);
                }
            }
        }
        writes.clear();
        writes.addAll(needed);
        return failures;
    }

    private List<ApplyFailure> journal() {
        Inventory intended = Inventory.ofManifests(request.manifests());
        if (isJournalled || request.previous().containsAll(intended)) {
            return List.of();
        }
        isJournalled = true;
        Optional<String> obstacle = journal.record(request.previous().union(intended));
        return obstacle.<List<ApplyFailure>>map(why -> List.of(new ApplyFailure.InventoryNotRecorded(why)))
                .orElse(List.of());
    }

    private List<ApplyFailure> write(List<ObjectWriter.Write> writes) {
        var ranks = writes.stream()
                .collect(Collectors.groupingBy(
                        write -> request.profile().order().rank(write.object().id()),
                        TreeMap::new,
                        Collectors.toList()));
        for (List<ObjectWriter.Write> rank : ranks.values()) {
            List<ApplyFailure> failures = new ArrayList<>(cancelled());
            if (failures.isEmpty()) {
                rank.forEach(write -> attempted.add(write.object().manifest()));
                for (ObjectOutcome outcome : work.each(rank, writer::write, ObjectOutcome.Failed.class::isInstance)) {
                    switch (outcome) {
                        case ObjectOutcome.Handled written -> done(written);
                        case ObjectOutcome.Failed failed -> failures.add(failed.failure());
                    }
                }
            }
            if (!failures.isEmpty()) {
                return failures;
            }
        }
        return List.of();
    }

    private void learn(List<Manifest> manifests) {
        for (Manifest manifest : manifests) {
            if (manifest.id().isKind("apiextensions.k8s.io", "CustomResourceDefinition")) {
                catalog.learn(manifest.content());
            }
        }
    }

    private List<ApplyFailure> await(Stage stage, List<PreparedObject> objects) {
        List<ObjectRef> waitable = handled.stream()
                .filter(done -> done.action() != Action.SKIPPED && objects.contains(done.object()))
                .filter(done ->
                        done.after().filter(after -> after.health().isCurrent()).isEmpty())
                .map(done -> done.object().ref())
                .toList();
        if (waitable.isEmpty()) {
            return List.of();
        }
        HealthWait wait = managed.awaitHealth(HealthWaitRequest.of(waitable, request.stageTimeout()));
        cancellation.whenCancelled().thenAccept(wait::cancel);
        return switch (wait.outcome().toCompletableFuture().join()) {
            case HealthOutcome.Healthy _ -> List.of();
            case HealthOutcome.Unhealthy unhealthy ->
                List.of(new ApplyFailure.StageNotReady(stage.title(), unhealthy.failed(), unhealthy.waited()));
            case HealthOutcome.TimedOut late ->
                List.of(new ApplyFailure.StageNotReady(stage.title(), late.pending(), late.waited()));
            case HealthOutcome.Superseded superseded -> List.of(new ApplyFailure.Cancelled(superseded.reason()));
        };
    }

    private void done(ObjectOutcome.Handled outcome) {
        handled.add(outcome);
        attempted.add(outcome.object().manifest());
    }

    private List<ApplyFailure> cancelled() {
        return cancellation
                .reason()
                .<List<ApplyFailure>>map(why -> List.of(new ApplyFailure.Cancelled(why)))
                .orElse(List.of());
    }

    /** Other objects will fare no better, so none is tried. */
    private static Predicate<ObjectOutcome> isUnavailable() {
        return outcome -> outcome instanceof ObjectOutcome.Failed failed
                && failed.failure() instanceof ApplyFailure.ClusterUnavailable;
    }
}
