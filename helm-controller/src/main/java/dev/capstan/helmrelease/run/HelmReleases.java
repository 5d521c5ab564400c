package dev.capstan.helmrelease.run;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.Optional;

/** Looks other HelmReleases up. */
@FunctionalInterface
public interface HelmReleases {

    /** One of them; empty when it is not there, or cannot be read. Does not block. */
    Optional<KnownHelmRelease> find(ObjectKey key);
}
