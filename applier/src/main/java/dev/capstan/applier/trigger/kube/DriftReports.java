package dev.capstan.applier.trigger.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.watch.ManagedObjectListener;
import dev.capstan.runtime.log.InternalErrors;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what the watch of managed objects sees to the objects that own them. */
public final class DriftReports implements ManagedObjectListener {

    private static final Logger LOG = LoggerFactory.getLogger(DriftReports.class);

    private final BiConsumer<ObjectKey, Drift> drifted;
    private final BiConsumer<ObjectKey, ObjectId> remnantChanged;
    private final BiConsumer<ObjectKey, ObjectId> expired;

    /**
     * Reports to those given, which must return at once.
     *
     * @param drifted somebody else changed an object of that owner
     * @param remnantChanged an object of that owner that need not be there is gone, or may be deleted now
     * @param expired an object of that owner had done its work and went by itself
     */
    public DriftReports(
            BiConsumer<ObjectKey, Drift> drifted,
            BiConsumer<ObjectKey, ObjectId> remnantChanged,
            BiConsumer<ObjectKey, ObjectId> expired) {
        this.drifted = drifted;
        this.remnantChanged = remnantChanged;
        this.expired = expired;
    }

    @Override
    public void drifted(Drift drift) {
        drifted.accept(keyOf(drift.owner()), drift);
    }

    /** Of interest to an owner that waits for an object to be gone, be it pruned or deleted with it. */
    @Override
    public void vanished(Owner owner, ObjectId id) {
        remnantChanged.accept(keyOf(owner), id);
    }

    @Override
    public void remnantChanged(Owner owner, ObjectId id) {
        remnantChanged.accept(keyOf(owner), id);
    }

    @Override
    public void expired(Owner owner, ObjectId id) {
        expired.accept(keyOf(owner), id);
    }

    @Override
    public void failed(String what, Throwable fault) {
        InternalErrors.report(what, "managed objects", fault);
    }

    @Override
    public void watchRefused(String kind, String why) {
        LOG.warn("{} cannot be watched; drift of such objects is only repaired at the interval: {}", kind, why);
    }

    private static ObjectKey keyOf(Owner owner) {
        return new ObjectKey(owner.namespace(), owner.name());
    }
}
