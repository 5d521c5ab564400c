package dev.capstan.helmrelease.kube;

import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.helmrelease.run.ActionInProgress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A HelmRelease whose step waits for the cluster. Occupies no thread. */
final class WaitingRelease {

    private final ActionInProgress action;
    private final Optional<String> chart;
    private final Optional<ArtifactVersion> version;
    private final AtomicBoolean isDecided = new AtomicBoolean();

    /**
     * @param chart the HelmChart that was made of the template
     * @param version of the chart's artifact
     */
    WaitingRelease(ActionInProgress action, Optional<String> chart, Optional<ArtifactVersion> version) {
        this.action = action;
        this.chart = chart;
        this.version = version;
    }

    ActionInProgress action() {
        return action;
    }

    Optional<String> chart() {
        return chart;
    }

    Optional<ArtifactVersion> version() {
        return version;
    }

    /** The step can go on. */
    void decided() {
        isDecided.set(true);
    }

    boolean isDecided() {
        return isDecided.get();
    }
}
