package dev.capstan.applier.trigger;

import dev.capstan.apply.drift.Drift;
import java.util.ArrayList;
import java.util.List;

/**
 * Why one object is reconciled, besides what its spec and its source say.
 *
 * @param mustRecheck whether something else that decides on its objects changed
 * @param concernsRemnants whether an object that left its set and is still recorded is gone, was taken over, or may be deleted now
 * @param drifts what others changed, the newest last; older ones are dropped when there are too many
 */
public record Triggers(boolean mustRecheck, boolean concernsRemnants, List<Drift> drifts) {

    /** No trigger at all. */
    public static final Triggers NONE = new Triggers(false, false, List.of());

    /** A change of something that decides on the objects. */
    static final Triggers RECHECK = new Triggers(true, false, List.of());

    /** A change of what left the set. */
    static final Triggers REMNANT = new Triggers(false, true, List.of());

    private static final int MAX_DRIFTS = 50;

    /** Copies the list. */
    public Triggers {
        drifts = List.copyOf(drifts.subList(Math.max(0, drifts.size() - MAX_DRIFTS), drifts.size()));
    }

    static Triggers drift(Drift drift) {
        return new Triggers(false, false, List.of(drift));
    }

    /** Whether equal inputs are no reason to leave the cluster alone. */
    public boolean mustApply() {
        return concernsRemnants || endsWait();
    }

    /** Whether what was applied may no longer be there, so that waiting for its health makes no sense. */
    public boolean endsWait() {
        return mustRecheck || !drifts.isEmpty();
    }

    /** These and later ones. */
    Triggers and(Triggers later) {
        var all = new ArrayList<>(drifts);
        all.addAll(later.drifts);
        return new Triggers(mustRecheck || later.mustRecheck, concernsRemnants || later.concernsRemnants, all);
    }
}
