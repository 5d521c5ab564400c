package dev.capstan.kustomization.run;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.util.Optional;

/** Looks Kustomizations up. */
public interface Kustomizations {

    /** A Kustomization as it was last seen. */
    Optional<KnownKustomization> find(ObjectKey key);
}
