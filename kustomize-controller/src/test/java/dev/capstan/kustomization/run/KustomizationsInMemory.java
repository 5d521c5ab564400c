package dev.capstan.kustomization.run;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Kustomizations of a test; what is there has been seen. */
record KustomizationsInMemory(Map<ObjectKey, KnownKustomization> known) implements Kustomizations {

    @Override
    public Optional<KnownKustomization> find(ObjectKey key) {
        return Optional.ofNullable(known.get(key));
    }

    @Override
    public Stream<KnownKustomization> all() {
        return known.values().stream();
    }

    @Override
    public boolean hasSeen(ObjectKey key, ResourceVersion version) {
        return known.containsKey(key);
    }
}
