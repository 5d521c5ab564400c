package dev.capstan.promotion.note;

import java.util.Optional;

/**
 * Nothing moves.
 *
 * @param environment into it; empty for all
 * @param reason empty when none was given
 */
public record Pause(Optional<String> environment, String reason) {

    /** Whether nothing moves into an environment. */
    public boolean holds(String name) {
        return environment.map(name::equals).orElse(true);
    }

    /** For people. */
    public String words() {
        return "paused" + (reason.isEmpty() ? ", no reason given" : ": " + reason);
    }
}
