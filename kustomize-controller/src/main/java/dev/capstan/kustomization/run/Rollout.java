package dev.capstan.kustomization.run;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.meta.Reason;
import dev.capstan.apply.ApplyOutcome;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.Owner;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.normalise.Notice;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.apply.prune.PruneRequest;
import dev.capstan.kustomization.health.HealthPlan;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.status.InventoryMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The second half of a run: from the wanted objects to the question whether they are healthy. */
final class Rollout {

    private static final int NAMED_AT_MOST = 10;

    private final RunParts parts;
    private final KnownKustomization subject;
    private final KustomizationSpec spec;
    private final Occasion occasion;
    private final boolean verifiesAll;

    /** @param verifiesAll whether everything is sent to the API server, also what the watches know */
    Rollout(RunParts parts, KnownKustomization subject, Occasion occasion, boolean verifiesAll) {
        this.parts = parts;
        this.subject = subject;
        this.spec = subject.spec();
        this.occasion = occasion;
        this.verifiesAll = verifiesAll;
    }

    /** Applies, prunes and says what to wait for. */
    RunResult rollOut(Wanted wanted) {
        return chooseTarget(wanted).then(this::apply).then(this::prune).end(this::decideOnHealth);
    }

    private record Aimed(Wanted wanted, Target target) {}

    private Step<Aimed> chooseTarget(Wanted wanted) {
        return switch (parts.ports().targets().of(subject)) {
            case Targets.Choice.Usable(var target) -> new Step.GoesOn<>(new Aimed(wanted, target));
            case Targets.Choice.Refused(var message) ->
                new Step.Ends<>(
                        new RunResult.Refused(Reason.UNSUPPORTED_FIELD, message, Optional.of(wanted.attempt())));
            case Targets.Choice.AccountMissing(var message) ->
                failed(Reason.RECONCILIATION_FAILED, Stage.APPLYING, message, wanted.attempt(), true);
            case Targets.Choice.Unavailable(var message) ->
                failed(Reason.RECONCILIATION_FAILED, Stage.APPLYING, message, wanted.attempt(), true);
        };
    }

    private record Applied(Aimed aimed, Written written, List<ObjectRef> waitable) {
        Attempt attempt() {
            return aimed.wanted().attempt();
        }
    }

    private Step<Applied> apply(Aimed aimed) {
        Wanted wanted = aimed.wanted();
        ApplyRequest request = ApplyRequest.builder(owner(), wanted.manifests())
                .previous(InventoryMapping.of(subject.status()))
                .revision(wanted.attempt().revision())
                .actor(aimed.target().actor())
                .force(spec.force())
                .ignoreRules(wanted.accepted().ignoreRules())
                .overriddenManagers(parts.options().overriddenManagers())
                .customStageKinds(parts.options().customStageKinds())
                .concurrency(parts.options().applyConcurrency())
                .verifyAll(verifiesAll)
                .build();
        ApplyOutcome outcome = aimed.target().apply(request, occasion.journal(), occasion.cancellation());
        parts.ports().records().applied(subject, wanted.attempt(), outcome.record());
        var written = Written.applied(
                wanted.digest(),
                outcome.inventory(),
                outcome.changes().changeLog(),
                outcome.notices().stream().map(Notice::toString).toList());
        return switch (outcome) {
            case ApplyOutcome.ApplyFailed failed ->
                new Step.Ends<>(new RunResult.Failed(
                        Reason.RECONCILIATION_FAILED,
                        Stage.APPLYING,
                        failed.failure().message() + ". " + failed.failure().advice() + inPlace(outcome.changes()),
                        wanted.attempt(),
                        true,
                        Optional.of(written)));
            case ApplyOutcome.Applied applied -> new Step.GoesOn<>(new Applied(aimed, written, applied.waitable()));
        };
    }

    /** What a failed apply had written by then, so that nobody takes it for undone. */
    private static String inPlace(ChangeSet changes) {
        List<String> written = changes.changeLog().lines().toList();
        if (written.isEmpty()) {
            return "";
        }
        String more = written.size() > NAMED_AT_MOST ? ", and " + (written.size() - NAMED_AT_MOST) + " more" : "";
        return " Applied before that, in place and recorded: "
                + String.join(", ", written.subList(0, Math.min(written.size(), NAMED_AT_MOST)))
                + more;
    }

    private Step<Applied> prune(Applied applied) {
        Inventory stale =
                InventoryMapping.of(subject.status()).minus(applied.written().inventory());
        if (!spec.prune() || stale.isEmpty()) {
            return new Step.GoesOn<>(applied);
        }
        Instant startedAt = parts.clock().instant();
        PruneOutcome outcome = applied.aimed()
                .target()
                .prune(new PruneRequest(
                        owner(),
                        stale,
                        parts.options().customStageKinds(),
                        parts.options().applyConcurrency(),
                        Duration.ofSeconds(30),
                        false));
        parts.ports()
                .records()
                .pruned(subject, applied.attempt(), applied.aimed().target().actor(), startedAt, outcome.changes());
        Written written = applied.written().pruned(outcome);
        return outcome.isSuccess()
                ? new Step.GoesOn<>(new Applied(applied.aimed(), written, applied.waitable()))
                : new Step.Ends<>(new RunResult.Failed(
                        Reason.PRUNE_FAILED,
                        Stage.APPLYING,
                        "prune failed: " + outcome.failureMessage()
                                + ". These objects stay recorded and are tried again",
                        applied.attempt(),
                        true,
                        Optional.of(written)));
    }

    private RunResult decideOnHealth(Applied applied) {
        Wanted wanted = applied.aimed().wanted();
        HealthPlan plan = HealthPlan.of(
                spec,
                subject.key(),
                applied.waitable(),
                wanted.manifests(),
                wanted.accepted().rulebook(),
                applied.aimed().target()::served,
                Timing.of(spec).timeout(),
                parts.options().failFast());
        return switch (plan) {
            case HealthPlan.NoCheck _ ->
                new RunResult.Succeeded(applied.attempt(), applied.written(), Optional.empty());
            case HealthPlan.Check(var request) ->
                new RunResult.AwaitingHealth(applied.attempt(), applied.written(), request);
            case HealthPlan.Impossible(var message) ->
                new RunResult.Unhealthy(applied.attempt(), applied.written(), message);
        };
    }

    private Owner owner() {
        return Owner.kustomization(subject.key().namespace(), subject.key().name());
    }

    private static <T> Step<T> failed(
            Reason reason, Stage stage, String message, Attempt attempt, boolean isAttempted) {
        return new Step.Ends<>(new RunResult.Failed(reason, stage, message, attempt, isAttempted, Optional.empty()));
    }
}
