package dev.capstan.apply;

import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.normalise.Notice;
import dev.capstan.apply.record.ApplyRecord;
import java.util.List;

/** How an apply ended. Nothing has been pruned: that is a step of its own. */
public sealed interface ApplyOutcome {

    /** What happened to the objects that were handled. */
    ChangeSet changes();

    /** What to record: never less than what is in the cluster. */
    Inventory inventory();

    /** The complete record, for the event stream. */
    ApplyRecord record();

    /** What people should know although nothing failed, for example dropped fields. */
    List<Notice> notices();

    /**
     * Everything is applied.
     *
     * @param inventory exactly the objects of this set, skipped ones included
     * @param waitable the objects whose health a wait should cover: all that were not skipped
     */
    record Applied(
            ChangeSet changes, Inventory inventory, ApplyRecord record, List<Notice> notices, List<ObjectRef> waitable)
            implements ApplyOutcome {
        public Applied {
            notices = List.copyOf(notices);
            waitable = List.copyOf(waitable);
        }
    }

    /**
     * Stopped before the end; what came before is honestly listed.
     *
     * @param failures what went wrong, the first cause first; never empty
     * @param changes what had been done until then
     * @param inventory the previous inventory and everything that may have been written
     */
    record ApplyFailed(
            List<ApplyFailure> failures,
            ChangeSet changes,
            Inventory inventory,
            ApplyRecord record,
            List<Notice> notices)
            implements ApplyOutcome {
        public ApplyFailed {
            failures = List.copyOf(failures);
            notices = List.copyOf(notices);
        }

        /** The first cause. */
        public ApplyFailure failure() {
            return failures.getFirst();
        }
    }
}
