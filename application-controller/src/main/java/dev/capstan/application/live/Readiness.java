package dev.capstan.application.live;

import java.util.List;
import java.util.Optional;

/**
 * Whether everything that is wanted can be seen.
 *
 * @param problems why kinds cannot be seen (yet), one line each, for people; empty when all can. Kinds that the cluster does not serve are no
 *     problem
 */
public record Readiness(List<String> problems) {
    public Readiness {
        problems = List.copyOf(problems);
    }

    public static Readiness complete() {
        return new Readiness(List.of());
    }

    /** All problems in one text. */
    public Optional<String> message() {
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }
}
