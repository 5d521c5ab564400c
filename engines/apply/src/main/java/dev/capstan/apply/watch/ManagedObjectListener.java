package dev.capstan.apply.watch;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.health.Health;

/**
 * Hears what happens to managed objects. Calls come from threads of the watch, those for one object in order; they must
 * not block.
 */
public interface ManagedObjectListener {

    /** An applied object is no longer as applied. The owner should be reconciled at once. */
    void drifted(Drift drift);

    /** The status word of a managed object's health changed. */
    default void healthChanged(Owner owner, ObjectHealth before, Health now) {}

    /**
     * A managed object vanished that need not be there any more: a pruned object that waited for its finalizers is
     * gone now. The end of one that should be there is a drift.
     */
    default void vanished(Owner owner, ObjectId id) {}

    /**
     * What keeps a managed object that need not be there any more is another thing than before: somebody allowed or forbade
     * its deletion, or gave it another owner.
     *
     * @param owner whose it was
     */
    default void remnantChanged(Owner owner, ObjectId id) {}

    /**
     * An applied object had done its work, and Kubernetes removed it because its time to live was over. That is no
     * drift: it is applied again with another manifest, another revision, or when everything is compared with the
     * cluster.
     */
    default void expired(Owner owner, ObjectId id) {}

    /**
     * A fault of our own was survived. Reported once for each place in the code.
     *
     * @param what what was being done
     */
    default void failed(String what, Throwable fault) {
        System.getLogger(ManagedObjectListener.class.getName())
                .log(System.Logger.Level.ERROR, "Fault while " + what + "; this is a bug of Capstan", fault);
    }

    /** A kind cannot be watched; its health and drift are only seen when its owner is reconciled. */
    default void watchRefused(String kind, String why) {}
}
