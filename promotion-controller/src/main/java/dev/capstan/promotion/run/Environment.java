package dev.capstan.promotion.run;

import dev.capstan.expression.Expression;
import dev.capstan.promotion.gate.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the spec says of an environment, besides where it is.
 *
 * @param by how something comes into it
 * @param healthyFor how long the environment before must have been healthy
 * @param windows one of which must be open; empty for any time
 */
public record Environment(
        String name,
        By by,
        Optional<Duration> healthyFor,
        Optional<Condition> expression,
        List<TimeWindow> windows,
        Approval approval) {

    /** Copies the list. */
    public Environment {
        windows = List.copyOf(windows);
    }

    /** How something comes into it. */
    public enum By {
        /** We write it. */
        COMMIT,
        /** We propose it. */
        PULL_REQUEST,
        /** A person does it. */
        PERSON
    }

    /** Who must let it in. */
    public enum Approval {
        /** Nobody. */
        NONE,
        /** Who may annotate the Promotion. */
        ANNOTATION,
        /** Who may merge the pull request. */
        PULL_REQUEST
    }

    /**
     * An expression.
     *
     * @param text as it stands in the spec
     */
    public record Condition(String text, Expression compiled) {}
}
