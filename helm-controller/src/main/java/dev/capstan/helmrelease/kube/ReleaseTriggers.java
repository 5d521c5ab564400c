package dev.capstan.helmrelease.kube;

import dev.capstan.api.helm.DriftDetection;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.kube.ConfigWatch.Config;
import dev.capstan.apply.drift.Drift;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.Optional;

/** Which HelmReleases wake up, and why, when something around them changes. Every handler returns at once. */
final class ReleaseTriggers {

    private final ReconcilerContext<HelmRelease, HelmReleaseStatus> releases;
    private final PendingTriggers triggers;

    ReleaseTriggers(ReconcilerContext<HelmRelease, HelmReleaseStatus> releases, PendingTriggers triggers) {
        this.releases = releases;
        this.triggers = triggers;
    }

    /** What offers a chart can be used otherwise than before, or is gone. */
    void sourceChanged(SourceKey source) {
        releases.indexed(HelmReleaseIndexes.BY_SOURCE, source.toString())
                .forEach(object -> releases.wake(object.key()));
    }

    /** A ConfigMap or Secret that values or a kubeconfig come from changed. */
    void configChanged(Config config) {
        for (HelmRelease object : releases.indexed(HelmReleaseIndexes.BY_CONFIG, HelmReleaseIndexes.value(config))) {
            triggers.recheck(object.key());
            releases.wake(object.key());
        }
    }

    /** Somebody else changed an object of a release; of interest where drift is looked for. */
    void drifted(ObjectKey key, Drift drift) {
        boolean isAsked = releases.find(key)
                .filter(object -> object.undecodable().isEmpty())
                .flatMap(object -> Optional.ofNullable(object.getSpec().driftDetection()))
                .map(DriftDetection::mode)
                .filter(mode -> mode.equals("enabled") || mode.equals("warn"))
                .isPresent();
        if (isAsked) {
            triggers.drifted(key, drift);
            releases.wake(key);
        }
    }

    /** The status of a HelmRelease changed: wakes those up that wait for it. */
    void statusChanged(HelmRelease changed, HelmRelease before) {
        HelmReleaseStatus now = changed.getStatus();
        if (now == null || now.equals(before.getStatus())) {
            return;
        }
        releases.indexed(HelmReleaseIndexes.BY_DEPENDENCY, changed.key().toString()).stream()
                .map(HelmRelease::key)
                .forEach(this::dependencyChanged);
    }

    /** What a HelmRelease depends on changed. */
    void dependencyChanged(ObjectKey dependent) {
        if (triggers.mayWaitForDependency(dependent)) {
            releases.wake(dependent);
        }
    }
}
