package dev.capstan.argo.set;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.value.SetLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Generates sets of tests. */
public final class SetScenario {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private SetScenario() {}

    /** What comes of a set. */
    public static Generation generation(String spec, SetInputs inputs, SetLimits limits) {
        return new ApplicationSets(limits, CLOCK, new SecureRandom()).generate(SetYaml.set(spec), inputs);
    }

    /** What comes of a set that needs to know nothing. */
    public static Generation generation(String spec) {
        return generation(spec, SetInputs.none(), SetLimits.STANDARD);
    }

    /** The Applications of a set. */
    public static List<ObjectNode> applications(String spec, SetInputs inputs) {
        Generation generation = generation(spec, inputs, SetLimits.STANDARD);
        assertThat(generation).isInstanceOf(Generation.Generated.class);
        return ((Generation.Generated) generation).applications();
    }

    /** The Applications of a set that needs to know nothing. */
    public static List<ObjectNode> applications(String spec) {
        return applications(spec, SetInputs.none());
    }

    /** The names of the Applications of a set. */
    public static List<String> names(String spec, SetInputs inputs) {
        return applications(spec, inputs).stream()
                .map(application -> application.at("/metadata/name").asText())
                .toList();
    }

    /** Why a set has no Applications. */
    public static String failure(String spec, SetInputs inputs, SetLimits limits) {
        Generation generation = generation(spec, inputs, limits);
        assertThat(generation).isInstanceOf(Generation.Failed.class);
        return ((Generation.Failed) generation).message();
    }

    /** As {@link #failure(String, SetInputs, SetLimits)}, within the standard limits. */
    public static String failure(String spec) {
        return failure(spec, SetInputs.none(), SetLimits.STANDARD);
    }
}
