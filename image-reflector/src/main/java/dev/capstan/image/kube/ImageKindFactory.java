package dev.capstan.image.kube;

import dev.capstan.runtime.reconcile.KindReconciler;
import java.io.IOException;

/** Opens the reconciler of a kind. Every kind has one bean of this type in its own package, and by that the controller knows the kind. */
public interface ImageKindFactory {

    /**
     * Called once, when the controller starts and before anything is watched.
     *
     * @throws IOException when something that the kind needs cannot be opened
     */
    KindReconciler<?, ?> open(ImageServices services) throws IOException;
}
