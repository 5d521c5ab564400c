package dev.capstan.kustomization.run;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.handover.HandOver;
import dev.capstan.applier.handover.HandOverCheck;
import dev.capstan.applier.health.HealthChecks;
import dev.capstan.applier.health.HealthPlan;
import dev.capstan.applier.identity.ApplyTarget;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.ApplyOutcome;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.Verification;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.normalise.Notice;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.status.InventoryMapping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The second half of a run: from the desired objects to the question whether they are healthy. */
final class ApplyPhase {

    private static final int NAMED_AT_MOST = 10;

    private final RunParts parts;
    private final HandOverCheck handOverCheck;
    private final KnownKustomization subject;
    private final KustomizationSpec spec;
    private final RunContext context;
    private final boolean verifiesAll;

    /** @param verifiesAll whether everything is sent to the API server, also what the watches know */
    ApplyPhase(
            RunParts parts,
            HandOverCheck handOverCheck,
            KnownKustomization subject,
            RunContext context,
            boolean verifiesAll) {
        this.parts = parts;
        this.handOverCheck = handOverCheck;
        this.subject = subject;
        this.spec = subject.spec();
        this.context = context;
        this.verifiesAll = verifiesAll;
    }

    /** Applies, prunes and says what to wait for. */
    RunResult run(DesiredObjects desired) {
        return chooseTarget(desired).then(this::apply).then(this::prune).end(this::decideOnHealth);
    }

    private record Aimed(DesiredObjects desired, ApplyTarget target) {}

    private RunStep<Aimed> chooseTarget(DesiredObjects desired) {
        return switch (parts.ports().targets().of(subject.identity())) {
            case ApplyTargets.Choice.Usable(var target) -> new RunStep.GoesOn<>(new Aimed(desired, target));
            case ApplyTargets.Choice.Refused(var message) ->
                new RunStep.Ends<>(
                        new RunResult.Refused(Reason.UNSUPPORTED_FIELD, message, Optional.of(desired.revision())));
            case ApplyTargets.Choice.AccountMissing(var message) ->
                RunStep.failed(Reason.RECONCILIATION_FAILED, RunStage.APPLYING, message, desired.revision());
            case ApplyTargets.Choice.KubeconfigMissing(var message) ->
                RunStep.failed(Reason.RECONCILIATION_FAILED, RunStage.APPLYING, message, desired.revision());
            case ApplyTargets.Choice.Unavailable(var message) ->
                RunStep.failed(Reason.RECONCILIATION_FAILED, RunStage.APPLYING, message, desired.revision());
        };
    }

    private record Applied(Aimed aimed, ClusterChanges changes, List<ObjectRef> waitable) {
        SourceRevision revision() {
            return aimed.desired().revision();
        }
    }

    private RunStep<Applied> apply(Aimed aimed) {
        DesiredObjects desired = aimed.desired();
        ApplyRequest request = ApplyRequest.builder(
                        Owner.kustomization(
                                subject.key().namespace(), subject.key().name()),
                        desired.manifests())
                .previous(InventoryMapping.of(subject.status()))
                .revision(desired.revision().name())
                .actor(aimed.target().actor())
                .force(spec.force())
                .ignoreRules(desired.accepted().ignoreRules())
                .profile(parts.options().profile())
                .concurrency(parts.options().applyConcurrency())
                .verification(verification())
                .build();
        ApplyOutcome outcome = aimed.target().apply(request, context.journal(), context.cancellation());
        tellGivers(aimed, outcome);
        UnaryOperator<String> shown = desired.shown();
        parts.ports()
                .records()
                .applied(
                        subject.recordSubject(),
                        desired.revision(),
                        outcome.record().showing(shown));
        var changes = ClusterChanges.applied(
                desired.lastRun().digest(),
                outcome.inventory(),
                outcome.changes().changeLog(),
                Stream.concat(
                                desired.notices().stream(),
                                outcome.notices().stream().map(Notice::toString).map(shown))
                        .toList());
        return switch (outcome) {
            case ApplyOutcome.ApplyFailed failed ->
                new RunStep.Ends<>(new RunResult.Failed(
                        Reason.RECONCILIATION_FAILED,
                        RunStage.APPLYING,
                        shown.apply(failed.failure().message() + ". "
                                        + failed.failure().advice())
                                + inPlace(outcome.changes()),
                        desired.revision(),
                        Optional.of(changes)));
            case ApplyOutcome.Applied applied -> new RunStep.GoesOn<>(new Applied(aimed, changes, applied.waitable()));
        };
    }

    /** Whoever kept one of these objects for this Kustomization may let it go. */
    private void tellGivers(Aimed aimed, ApplyOutcome outcome) {
        List<ObjectId> written = outcome.changes().changes().stream()
                .filter(change -> change.action().isChange())
                .map(change -> aimed.target().inCluster(new RecordedObject(change.id(), change.version())))
                .toList();
        outcome.record().objects().stream()
                .filter(entry -> entry.action().isChange() && KnownKustomization.isOne(entry.id()))
                .forEach(entry -> parts.built()
                        .wrote(
                                new ObjectKey(entry.id().namespace(), entry.id().name()),
                                new ResourceVersion(entry.resourceVersion()),
                                parts.clock().instant()));
        parts.handOvers().wrote(subject.id(), written);
        if (outcome instanceof ApplyOutcome.Applied
                && parts.built()
                        .applied(subject.key(), aimed.desired().lastRun().version())) {
            parts.handOvers().decided(subject.id());
        }
    }

    private Verification verification() {
        if (verifiesAll) {
            return Verification.SENT;
        }
        return context.mustCompare() ? Verification.COMPARED : Verification.REMEMBERED;
    }

    /** What a failed apply had written by then, so that nobody takes it for undone. */
    private static String inPlace(ChangeSet changes) {
        List<String> lines = changes.changeLog().lines().toList();
        if (lines.isEmpty()) {
            return "";
        }
        String more = lines.size() > NAMED_AT_MOST ? ", and " + (lines.size() - NAMED_AT_MOST) + " more" : "";
        return " Applied before that, in place and recorded: "
                + String.join(", ", lines.subList(0, Math.min(lines.size(), NAMED_AT_MOST)))
                + more;
    }

    private RunStep<Applied> prune(Applied applied) {
        Inventory recorded = InventoryMapping.of(subject.status());
        Inventory stale = recorded.minus(applied.changes().inventory());
        if (!spec.prune() || stale.isEmpty()) {
            return new RunStep.GoesOn<>(applied);
        }
        return isOutdated(applied)
                ? new RunStep.Ends<>(superseded(applied, stale))
                : prune(
                        applied,
                        handOverCheck.ofChange(
                                subject.giver(), stale, applied.aimed().target()),
                        recorded.size());
    }

    /** What an older revision does not have, a newer one may: only the newest decides on deletions. */
    private boolean isOutdated(Applied applied) {
        ArtifactVersion version = applied.aimed().desired().lastRun().version();
        boolean isOlder = parts.ports()
                .sources()
                .version(subject.source())
                .filter(offered -> !offered.equals(version))
                .isPresent();
        if (isOlder) {
            context.cancellation().cancel("a newer revision of " + subject.source() + " is there");
        }
        return context.cancellation().isCancelled();
    }

    private RunResult superseded(Applied applied, Inventory stale) {
        var keepsAll = new ClusterChanges(
                applied.changes().digest(),
                applied.changes().inventory().union(stale),
                applied.changes().changeLog(),
                "",
                List.of(),
                List.of(),
                applied.changes().notices(),
                HandOver.NONE);
        return new RunResult.Failed(
                Reason.RECONCILIATION_FAILED,
                RunStage.APPLYING,
                "nothing was pruned: " + context.cancellation().reason().orElse(""),
                applied.revision(),
                Optional.of(keepsAll));
    }

    private RunStep<Applied> prune(Applied before, HandOver handOver, int recorded) {
        var applied = new Applied(before.aimed(), before.changes().handingOver(handOver), before.waitable());
        if (handOver.free().isEmpty()) {
            return new RunStep.GoesOn<>(applied);
        }
        Instant startedAt = parts.clock().instant();
        PruneOutcome outcome = prune(applied, handOver.free(), recorded);
        parts.ports()
                .records()
                .pruned(
                        subject.recordSubject(),
                        applied.revision(),
                        applied.aimed().target().actor(),
                        startedAt,
                        outcome.changes());
        ClusterChanges changes = applied.changes().pruned(outcome);
        return outcome.isSuccess()
                ? new RunStep.GoesOn<>(new Applied(applied.aimed(), changes, applied.waitable()))
                : new RunStep.Ends<>(new RunResult.Failed(
                        Reason.PRUNE_FAILED,
                        RunStage.APPLYING,
                        pruneFailure(outcome, applied.revision().name()),
                        applied.revision(),
                        Optional.of(changes)));
    }

    private PruneOutcome prune(Applied applied, Inventory stale, int recorded) {
        var usual = parts.options().brake().limit();
        return switch (DeletionLimit.of(
                subject.annotations(), applied.revision().name(), usual)) {
            case DeletionLimit.Reading.Unusable(var message) -> PruneOutcome.stopped(stale, message);
            case DeletionLimit.Reading.Usable(var limit) ->
                applied.aimed()
                        .target()
                        .prune(parts.options().pruning(subject.key(), stale).limitedTo(limit, recorded));
        };
    }

    private static String pruneFailure(PruneOutcome outcome, String revision) {
        return "prune failed: " + outcome.failureMessage() + ". These objects stay recorded and are tried again"
                + (outcome.stop().isPresent()
                        ? "; to have them deleted, annotate the Kustomization with "
                                + DeletionLimit.acknowledgement(revision)
                        : "");
    }

    private RunResult decideOnHealth(Applied applied) {
        DesiredObjects desired = applied.aimed().desired();
        var checks = new HealthChecks(
                spec.waitForAll(),
                spec.healthChecks(),
                desired.accepted().rulebook(),
                Timing.of(spec).timeout(),
                parts.options().failFast());
        HealthPlan plan = HealthPlan.of(
                checks,
                subject.id(),
                applied.waitable(),
                desired.manifests(),
                applied.aimed().target()::served);
        return switch (plan) {
            case HealthPlan.NoCheck _ ->
                new RunResult.Succeeded(applied.revision(), applied.changes(), Optional.empty(), desired.lastRun());
            case HealthPlan.Check(var request) ->
                new RunResult.AwaitingHealth(
                        applied.revision(),
                        applied.changes(),
                        applied.aimed().target()::awaitHealth,
                        request,
                        desired.shown(),
                        desired.lastRun());
            case HealthPlan.Impossible(var message) ->
                new RunResult.Unhealthy(applied.revision(), applied.changes(), message);
        };
    }
}
