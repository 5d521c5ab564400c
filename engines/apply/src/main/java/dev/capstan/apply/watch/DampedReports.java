package dev.capstan.apply.watch;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

/** Reports drifts and ends of objects to the listener: at once, or later for an object of which there were many. */
final class DampedReports {

    private final ManagedObjectListener listener;
    private final Timer timer;
    private final Clock clock;
    private final Predicate<ObjectId> isStillDrifted;
    private final DriftDamping damping = new DriftDamping();

    /** @param isStillDrifted asked before a drift is reported late */
    DampedReports(ManagedObjectListener listener, Timer timer, Clock clock, Predicate<ObjectId> isStillDrifted) {
        this.listener = listener;
        this.timer = timer;
        this.clock = clock;
        this.isStillDrifted = isStillDrifted;
    }

    void drifted(Drift drift) {
        Duration pause = damping.pauseFor(drift.id(), clock.instant());
        if (pause.isZero()) {
            listener.drifted(drift);
            return;
        }
        Drift rare = drift.withNote(
                "this happens again and again, so that the next repair waits " + pause.toSeconds() + "s");
        timer.in(pause, "reporting a drift", () -> {
            if (isStillDrifted.test(drift.id())) {
                listener.drifted(rare);
            }
        });
    }

    void vanished(Owner owner, ObjectId id) {
        report("reporting the end of an object", id, () -> listener.vanished(owner, id));
    }

    void remnantChanged(Owner owner, ObjectId id) {
        report("reporting what became of an object", id, () -> listener.remnantChanged(owner, id));
    }

    private void report(String what, ObjectId id, Runnable call) {
        Duration pause = damping.pauseFor(id, clock.instant());
        if (pause.isZero()) {
            call.run();
        } else {
            timer.in(pause, what, call);
        }
    }
}
