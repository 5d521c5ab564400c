package dev.capstan.kustomization.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.handover.HandOver;
import dev.capstan.applier.handover.HandOverCheck;
import dev.capstan.applier.identity.ApplyTarget;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.kustomization.delete.DeletionPlan;
import dev.capstan.kustomization.run.RunOptions;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.status.InventoryMapping;
import dev.capstan.kustomization.status.KustomizationEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What happens before a Kustomization may go. Always comes to an end: what can never be deleted is reported and left. */
final class Deletion {

    private static final String WAY_OUT =
            "To let the Kustomization go and leave them in the cluster, set spec.deletionPolicy to Orphan.";

    private final ApplyTargets targets;
    private final HandOverCheck handOverCheck;
    private final RunOptions options;

    Deletion(ApplyTargets targets, HandOverCheck handOverCheck, RunOptions options) {
        this.targets = targets;
        this.handOverCheck = handOverCheck;
        this.options = options;
    }

    /** How far it is. */
    sealed interface Progress {}

    /** The Kustomization may go. */
    record Finished(List<KustomizationEvent> events) implements Progress {}

    /** Some objects still wait for their finalizers. */
    record NotYet() implements Progress {}

    /**
     * Others are about to take over some objects. It goes on when they have, at the latest after that delay.
     *
     * @param message what waits for whom
     * @param remaining what is still there and recorded
     * @param events what was done meanwhile
     */
    record HandingOver(String message, Duration atMost, Inventory remaining, List<KustomizationEvent> events)
            implements Progress {}

    /** Deleting was refused; it is tried again. */
    record Stuck(String message) implements Progress {}

    /**
     * Goes on with a deletion.
     *
     * @param since how long ago it was asked for
     */
    Progress of(KnownKustomization subject, Duration since) {
        Inventory recorded = InventoryMapping.of(subject.status());
        return switch (DeletionPlan.of(subject.spec())) {
            case DeletionPlan.Keep _ -> new Finished(List.of());
            case DeletionPlan.Delete _, DeletionPlan.DeleteAndWait _ when recorded.isEmpty() -> new Finished(List.of());
            case DeletionPlan.Delete _ -> delete(subject, recorded, false, since);
            case DeletionPlan.DeleteAndWait _ -> delete(subject, recorded, true, since);
        };
    }

    private Progress delete(KnownKustomization subject, Inventory recorded, boolean waits, Duration since) {
        return switch (targets.of(subject.identity())) {
            case ApplyTargets.Choice.Usable(var target) -> delete(subject, recorded, target, waits, since);
            case ApplyTargets.Choice.AccountMissing(var message) -> left(recorded, message);
            case ApplyTargets.Choice.KubeconfigMissing(var message) -> left(recorded, message);
            case ApplyTargets.Choice.Refused(var message) -> left(recorded, message);
            case ApplyTargets.Choice.Unavailable(var message) -> new Stuck(message + ". " + WAY_OUT);
        };
    }

    private Progress delete(
            KnownKustomization subject, Inventory recorded, ApplyTarget target, boolean waits, Duration since) {
        HandOver handOver = handOverCheck.ofDeletion(subject.giver(), recorded, target, since);
        PruneOutcome outcome = target.prune(options.pruning(subject.key(), handOver.free()));
        if (!outcome.isSuccess()) {
            return new Stuck("the objects could not be deleted: " + outcome.failureMessage() + ". " + WAY_OUT);
        }
        boolean isLate = since.compareTo(Timing.of(subject.spec()).timeout()) >= 0;
        // What keeps it may be about to go: objects of a Kustomization, say, that is deleted by this one.
        boolean mayStillGo = !outcome.kept().isEmpty() && !outcome.terminating().isEmpty();
        if (mayStillGo && !isLate) {
            return new NotYet();
        }
        var events = new ArrayList<KustomizationEvent>();
        if (!outcome.kept().isEmpty()) {
            events.add(error("left in the cluster: " + joined(outcome.kept())));
        }
        handOver.leftLines().forEach(line -> events.add(info("left in the cluster: " + line)));
        if (!handOver.handed().isEmpty()) {
            events.add(info(
                    handOver.handed().stream().map(HandOver.Handed::toString).collect(Collectors.joining("\n"))));
        }
        String log = outcome.changes().changeLog();
        if (waits && !outcome.terminating().isEmpty()) {
            if (!isLate) {
                return new NotYet();
            }
            events.add(error("timeout waiting for termination of: " + joined(outcome.terminating())));
        }
        if (!log.isEmpty()) {
            events.add(info(log));
        }
        return handOver.kept().isEmpty()
                ? new Finished(events)
                : new HandingOver(
                        "Being deleted; " + String.join("; ", handOver.keptLines()),
                        handOverCheck.atMost(handOver),
                        outcome.remaining().union(handOver.keptObjects()),
                        events);
    }

    private static String joined(List<PruneOutcome.Blocked> objects) {
        return objects.stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    private static Progress left(Inventory recorded, String why) {
        return new Finished(List.of(error("%d objects are left in the cluster: %s".formatted(recorded.size(), why))));
    }

    private static KustomizationEvent info(String message) {
        return new KustomizationEvent(Severity.INFO, Reason.RECONCILIATION_SUCCEEDED, message, Map.of());
    }

    private static KustomizationEvent error(String message) {
        return new KustomizationEvent(Severity.ERROR, Reason.PRUNE_FAILED, message, Map.of());
    }
}
