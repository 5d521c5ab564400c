package dev.capstan.kustomization.run;

import dev.capstan.api.meta.GoDuration;
import java.time.Duration;

/** How far a run is; the texts stand in conditions. */
public enum RunStage {
    FETCHING("Fetching manifests"),
    BUILDING("Building manifests"),
    APPLYING("Detecting drift"),
    CHECKING_HEALTH("Running health checks");

    private final String words;

    RunStage(String words) {
        this.words = words;
    }

    /** The message of the condition while a run is at this stage. */
    public String message(String revision, Duration timeout) {
        return "%s for revision %s with a timeout of %s".formatted(words, revision, GoDuration.format(timeout));
    }
}
