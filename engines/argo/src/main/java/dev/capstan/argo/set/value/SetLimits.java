package dev.capstan.argo.set.value;

import java.time.Duration;

/**
 * What the generation of one set may take.
 *
 * @param applications how many Applications it may make
 * @param parameterSets how many sets of parameters its generators may make, those in between included
 * @param renderedBytes how much text its templates may write, all together, with the room of what they copy
 * @param time how long it may take: generators and templates, all together
 */
public record SetLimits(int applications, int parameterSets, long renderedBytes, Duration time) {
    /** Well above the largest sets that people report: 5,000 Applications, 20,000 sets of parameters, 64 MiB, 30 s. */
    public static final SetLimits STANDARD = new SetLimits(5_000, 20_000, 64L << 20, Duration.ofSeconds(30));

    /** Checks that every limit lets something through. */
    public SetLimits {
        if (applications < 1 || parameterSets < 1 || renderedBytes < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a generation needs more than nothing");
        }
    }

    /** The same limits with another number of Applications. */
    public SetLimits withApplications(int limit) {
        return new SetLimits(limit, parameterSets, renderedBytes, time);
    }

    /** The same limits with another number of sets of parameters. */
    public SetLimits withParameterSets(int limit) {
        return new SetLimits(applications, limit, renderedBytes, time);
    }

    /** The same limits with another size of what is rendered. */
    public SetLimits withRenderedBytes(long limit) {
        return new SetLimits(applications, parameterSets, limit, time);
    }
}
