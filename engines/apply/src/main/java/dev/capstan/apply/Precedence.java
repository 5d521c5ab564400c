package dev.capstan.apply;

import dev.capstan.apply.watch.ObservedObject;

/**
 * Whether an object was there before it was first applied. Recorded in objects whose deletion takes more along than
 * themselves: whoever made them did not make them for us, and pruning leaves them. Pure.
 */
final class Precedence {

    private Precedence() {}

    /**
     * Whether what is applied has to say so: it was said before, or nobody has applied the object yet, neither we nor
     * Flux: it has no labels of an owner, and no field that an applier of ours has set. When somebody takes off the
     * labels of a namespace, no such field may be left: what this process applied itself is no newcomer either.
     *
     * @param live the object as it is
     * @param wasApplied whether it is known to have been applied before
     */
    static boolean isToBeRecorded(ObservedObject live, boolean wasApplied) {
        boolean isFirst = live.owner().isEmpty() && live.ownership().isNone() && !wasApplied;
        return takesMoreAlong(live.id()) && (isFirst || live.marks().existedBefore());
    }

    private static boolean takesMoreAlong(ObjectId id) {
        return id.isKind("", "Namespace")
                || id.isKind("", "PersistentVolume")
                || id.isKind("", "PersistentVolumeClaim")
                || id.isKind("apiextensions.k8s.io", "CustomResourceDefinition");
    }
}
