package dev.capstan.kustomization.run;

import dev.capstan.applier.handover.HandOver;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.prune.PruneOutcome;
import java.util.List;

/**
 * What a run did to the cluster.
 *
 * @param digest digest of the built objects
 * @param inventory what to record from now on; never less than what is in the cluster
 * @param changeLog one line per object that was created or configured; empty when none was
 * @param pruneLog one line per object that pruning deleted or left alone; empty when there was none
 * @param terminating objects that left the set and still wait for their finalizers, each with what it waits for
 * @param kept objects that left the set and are not deleted, each with what is in the way and who can allow it
 * @param notices what people should know although nothing failed
 * @param handOver which objects that left the set changed hands, or are kept for that
 */
public record ClusterChanges(
        String digest,
        Inventory inventory,
        String changeLog,
        String pruneLog,
        List<String> terminating,
        List<String> kept,
        List<String> notices,
        HandOver handOver) {

    /** Copies the lists. */
    public ClusterChanges {
        terminating = List.copyOf(terminating);
        kept = List.copyOf(kept);
        notices = List.copyOf(notices);
    }

    /** What an apply did; nothing is pruned yet. */
    public static ClusterChanges applied(String digest, Inventory inventory, String changeLog, List<String> notices) {
        return new ClusterChanges(digest, inventory, changeLog, "", List.of(), List.of(), notices, HandOver.NONE);
    }

    /** The same once it is decided what becomes of the objects that left the set. */
    public ClusterChanges handingOver(HandOver decided) {
        return new ClusterChanges(
                digest,
                inventory.union(decided.keptObjects()),
                changeLog,
                pruneLog,
                terminating,
                kept,
                notices,
                decided);
    }

    /** The same after pruning. */
    public ClusterChanges pruned(PruneOutcome outcome) {
        return new ClusterChanges(
                digest,
                inventory.union(outcome.remaining()),
                changeLog,
                outcome.changes().changeLog(),
                lines(outcome.terminating()),
                lines(outcome.kept()),
                notices,
                handOver);
    }

    private static List<String> lines(List<PruneOutcome.Blocked> objects) {
        return objects.stream().map(PruneOutcome.Blocked::toString).toList();
    }

    /** Whether everything that left the set is gone, or has another owner. */
    public boolean isCleared() {
        return terminating.isEmpty() && kept.isEmpty() && handOver.kept().isEmpty();
    }

    /** Whether the cluster is different from before. */
    public boolean hasChanges() {
        return !changeLog.isEmpty() || !pruneLog.isEmpty() || !handOver.handed().isEmpty();
    }
}
