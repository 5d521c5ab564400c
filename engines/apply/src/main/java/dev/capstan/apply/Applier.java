package dev.capstan.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.InventoryJournal;
import dev.capstan.apply.normalise.BuiltInSchema;
import dev.capstan.apply.normalise.Normaliser;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.stage.Stage;
import dev.capstan.apply.watch.ManagedObjects;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Applies sets of objects to one cluster: server-side, in stages, with as few requests as can be told to suffice. An object
 * known to match needs none, a new one needs one. Thread-safe; one instance serves all owners of a cluster.
 */
public final class Applier {

    private final ResourceCatalog catalog;
    private final ManagedObjects managed;
    private final Clock clock;
    private final ObjectPreparation preparation;
    private final ForeignClaims claims;

    /** One for a cluster in which there are no Applications of Argo CD, or none that count. */
    public Applier(ResourceCatalog catalog, ManagedObjects managed, Clock clock) {
        this(catalog, managed, ForeignClaims.none(), clock);
    }

    /**
     * @param catalog how the kinds of the cluster are served
     * @param managed the view of what is managed there
     * @param claims which Applications of Argo CD are there, whose objects are left alone
     */
    public Applier(ResourceCatalog catalog, ManagedObjects managed, ForeignClaims claims, Clock clock) {
        this.catalog = catalog;
        this.managed = managed;
        this.claims = claims;
        this.clock = clock;
        this.preparation = new ObjectPreparation(catalog, new Normaliser(BuiltInSchema.load()));
    }

    /**
     * Applies a set. Blocks the (virtual) thread until it is done or given up; prunes nothing.
     *
     * @param api the cluster with the identity that writes
     * @param journal where the intended inventory is made durable before the first write that adds to it
     * @param cancellation ends the work at the next safe point
     */
    public ApplyOutcome apply(
            ApplyRequest request, ClusterApi api, InventoryJournal journal, Cancellation cancellation) {
        PatientCluster cluster = new PatientCluster(api, clock, request.patience(), cancellation);
        ApplyRun run =
                new ApplyRun(request, cluster, catalog, managed, preparation, claims, journal, cancellation, clock);
        List<ManifestProblem> problems = ObjectPreparation.problems(request);
        Optional<List<ApplyFailure>> failures = problems.isEmpty()
                ? stages(request).entrySet().stream()
                        .map(stage -> run.stage(stage.getKey(), stage.getValue()))
                        .filter(failed -> !failed.isEmpty())
                        .findFirst()
                : Optional.of(List.of(new ApplyFailure.InvalidManifests(problems)));
        return outcome(request, run, failures.orElse(List.of()));
    }

    /**
     * Why an object is left to an Application of Argo CD, for those who write it themselves: one that is there applies it, and it was not the
     * owner's first.
     *
     * @param live the object as it is in the cluster
     */
    public Optional<ApplyFailure> claimed(Manifest object, Owner owner, JsonNode live) {
        boolean isOurs = Owner.of(live.path("metadata").path("labels"), owner.labelPrefix())
                .filter(owner::equals)
                .isPresent();
        return isOurs
                ? Optional.empty()
                : ForeignClaim.of(object.id(), live)
                        .flatMap(claims::living)
                        .map(name -> new ApplyFailure.OwnedByApplication(object.id(), name, object.origin()));
    }

    private ApplyOutcome outcome(ApplyRequest request, ApplyRun run, List<ApplyFailure> failures) {
        ChangeSet changes = run.changes();
        var record =
                RecordWriter.write(request, run.handled(), failures, run.startedAt(), clock.instant(), run.requests());
        if (failures.isEmpty()) {
            List<ObjectRef> waitable = run.handled().stream()
                    .filter(handled -> handled.action() != Action.SKIPPED)
                    .map(handled -> handled.object().ref())
                    .toList();
            Inventory inventory = Inventory.ofManifests(request.manifests());
            return new ApplyOutcome.Applied(changes, inventory, record, run.notices(), waitable);
        }
        Inventory inventory = request.previous().union(Inventory.ofManifests(run.attempted()));
        return new ApplyOutcome.ApplyFailed(failures, changes, inventory, record, run.notices());
    }

    private static Map<Stage, List<Manifest>> stages(ApplyRequest request) {
        ApplyProfile profile = request.profile();
        Map<Stage, List<Manifest>> stages = new TreeMap<>();
        request.manifests().stream()
                .sorted(Comparator.comparing(Manifest::id, profile.order().comparator()))
                .forEach(manifest -> stages.computeIfAbsent(
                                profile.stages().of(manifest.id()), stage -> new java.util.ArrayList<>())
                        .add(manifest));
        return stages;
    }
}
