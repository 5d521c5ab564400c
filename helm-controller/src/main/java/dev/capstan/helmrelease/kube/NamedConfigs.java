package dev.capstan.helmrelease.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.trigger.kube.ConfigWatch.Config;
import java.util.Set;

/** Watches what HelmReleases name. */
@FunctionalInterface
interface NamedConfigs {

    /**
     * From now on that HelmRelease names these, and no others. Sends nothing itself.
     *
     * @return whether one of them was not watched before, so that it is reported once more when it is first seen
     */
    boolean names(ObjectKey user, Set<Config> configs);
}
