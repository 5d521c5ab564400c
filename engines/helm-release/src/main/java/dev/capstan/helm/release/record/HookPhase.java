package dev.capstan.helm.release.record;

import java.util.Arrays;

/** How the last run of a hook went. */
public enum HookPhase {
    /** It has never run. */
    NONE(""),
    UNKNOWN("Unknown"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed");

    private final String word;

    HookPhase(String word) {
        this.word = word;
    }

    /** As it stands in records. */
    public String word() {
        return word;
    }

    /** {@link #UNKNOWN} for words that Helm does not have. */
    public static HookPhase of(String word) {
        return Arrays.stream(values())
                .filter(phase -> phase.word.equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
