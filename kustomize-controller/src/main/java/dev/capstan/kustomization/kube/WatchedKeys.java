package dev.capstan.kustomization.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.trigger.kube.ConfigWatch.Config;
import java.util.Set;

/** The Secrets with keys that are watched, each as long as somebody names it. */
@FunctionalInterface
interface WatchedKeys {

    /** From now on that Kustomization names these, and no others. Sends nothing itself. */
    void names(ObjectKey kustomization, Set<Config> secrets);
}
