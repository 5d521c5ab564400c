package dev.capstan.apply.watch;

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
     * A managed object vanished, whoever deleted it: a pruned object that waited for its finalizers is gone now.
     */
    default void vanished(Owner owner, dev.capstan.apply.ObjectId id) {}

    /** A kind cannot be watched; its health and drift are only seen when its owner is reconciled. */
    default void watchRefused(String kind, String why) {}
}
