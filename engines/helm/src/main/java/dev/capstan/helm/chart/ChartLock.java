package dev.capstan.helm.chart;

import java.util.List;

/**
 * What {@code Chart.lock} says.
 *
 * @param generated when it was written, as RFC 3339; Go's zero time when it does not say
 * @param digest of the dependencies that it was made for
 * @param dependencies with the versions that were chosen
 */
public record ChartLock(String generated, String digest, List<ChartRequirement> dependencies) {
    /** Copies the list. */
    public ChartLock {
        dependencies = List.copyOf(dependencies);
    }
}
