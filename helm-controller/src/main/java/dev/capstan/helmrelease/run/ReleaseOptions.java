package dev.capstan.helmrelease.run;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.applier.health.HealthRulebook;
import dev.capstan.helm.release.UninstallOptions;
import java.util.Set;

/** How actions are done that are no part of a run. */
public final class ReleaseOptions {

    private ReleaseOptions() {}

    /** How the release of a spec is uninstalled. */
    public static UninstallOptions uninstall(HelmReleaseSpec spec) {
        return new ActionOptions(spec, HealthRulebook.NONE, Set.of()).uninstall();
    }
}
