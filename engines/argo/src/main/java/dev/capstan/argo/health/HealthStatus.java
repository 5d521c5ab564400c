package dev.capstan.argo.health;

import java.util.Arrays;
import java.util.Optional;

/**
 * Argo CD's words for health, from the best to the worst: of several resources the one that stands last here decides.
 */
public enum HealthStatus {
    HEALTHY("Healthy"),
    SUSPENDED("Suspended"),
    PROGRESSING("Progressing"),
    MISSING("Missing"),
    DEGRADED("Degraded"),
    UNKNOWN("Unknown");

    private final String word;

    HealthStatus(String word) {
        this.word = word;
    }

    /** The word as it stands in {@code status.health.status}. */
    public String word() {
        return word;
    }

    public boolean isWorseThan(HealthStatus other) {
        return compareTo(other) > 0;
    }

    /** Empty for every other text, including other cases of the same letters. */
    public static Optional<HealthStatus> ofWord(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equals(word))
                .findFirst();
    }
}
