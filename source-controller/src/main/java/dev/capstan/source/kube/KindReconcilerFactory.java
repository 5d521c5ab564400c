package dev.capstan.source.kube;

import dev.capstan.runtime.reconcile.KindReconciler;
import java.io.IOException;

/**
 * Opens the reconciler of a kind that is not a source itself: what it makes are artifacts of other objects. Every such kind has one bean
 * of this type in its own package, and by that the controller knows the kind.
 */
public interface KindReconcilerFactory {

    /**
     * Called once, when the controller starts and before anything is watched.
     *
     * @throws IOException when something that the kind needs cannot be opened
     */
    KindReconciler<?, ?> open(KindReconcilerServices services) throws IOException;
}
