package dev.capstan.kustomization.run;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks Kustomizations up. */
public interface Kustomizations {

    /** A Kustomization as it was last seen. */
    Optional<KnownKustomization> find(ObjectKey key);

    /** All of them, but those that are being deleted or cannot be read. */
    Stream<KnownKustomization> all();

    /** Whether {@link #find} and {@link #all} know that version of a Kustomization, or a newer one. */
    boolean hasSeen(ObjectKey key, ResourceVersion version);
}
