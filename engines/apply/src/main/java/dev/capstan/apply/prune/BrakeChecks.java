package dev.capstan.apply.prune;

import dev.capstan.apply.Owner;
import dev.capstan.apply.policy.BrakeMarks;
import dev.capstan.apply.watch.ObservedObject;
import java.util.List;
import java.util.Optional;

/**
 * Why an object that could be deleted is not, until somebody allows it: checks that are asked one after the other.
 * Unlike what {@link KeepChecks} keeps, it stays recorded. Pure.
 */
final class BrakeChecks {

    private static final List<Check> CHECKS =
            List.of(BrakeChecks::wasThereBefore, BrakeChecks::isOfAProtectedKind, BrakeChecks::holdsItsOwner);

    private static final int NAMED_AT_MOST = 3;

    private BrakeChecks() {}

    @FunctionalInterface
    private interface Check {
        Optional<String> obstacle(ObservedObject live, Owner pruning, PruneBrake brake);
    }

    /** Whether somebody allowed the deletion, so that nothing else is asked. */
    static boolean isReleased(ObservedObject live) {
        return live.marks().isPruneAllowed() || live.isDeleting();
    }

    /** What is in the way and can be seen on the object itself. */
    static Optional<String> obstacle(ObservedObject live, Owner pruning, PruneBrake brake) {
        return CHECKS.stream()
                .flatMap(check -> check.obstacle(live, pruning, brake).stream())
                .findFirst();
    }

    /** What is in the way because it would go with the object. */
    static Optional<String> obstacle(ObservedObject live, List<Resident> residents) {
        if (residents.isEmpty()) {
            return Optional.empty();
        }
        String what = live.id().isKind("", "Namespace") ? "it holds " : "it defines ";
        String more = residents.size() > NAMED_AT_MOST ? " and more" : "";
        return Optional.of(what
                + String.join(
                        ", ",
                        residents.stream()
                                .map(Resident::toString)
                                .limit(NAMED_AT_MOST)
                                .toList())
                + more);
    }

    /** The reason with what to do about it. */
    static String withWayOut(String obstacle) {
        return obstacle + "; to have it deleted all the same, annotate it with " + BrakeMarks.permission();
    }

    private static Optional<String> wasThereBefore(ObservedObject live, Owner pruning, PruneBrake brake) {
        return live.marks().existedBefore()
                ? Optional.of("it was there before it was first applied")
                : Optional.empty();
    }

    private static Optional<String> isOfAProtectedKind(ObservedObject live, Owner pruning, PruneBrake brake) {
        return brake.protects(live.id())
                ? Optional.of("the operator of the controller protects this kind")
                : Optional.empty();
    }

    private static Optional<String> holdsItsOwner(ObservedObject live, Owner pruning, PruneBrake brake) {
        boolean isHome = live.id().isKind("", "Namespace") && live.id().name().equals(pruning.namespace());
        return isHome ? Optional.of("its owner " + pruning + " lives in it") : Optional.empty();
    }
}
