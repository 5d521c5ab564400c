package dev.capstan.promotion.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * A gate as it is now.
 *
 * @param type its name in the spec
 * @param isOpen whether it lets the candidate in
 * @param message why, in words
 * @param changesAt when it will be otherwise although nothing happens; empty when only something that happens changes it
 */
public record GateState(String type, boolean isOpen, String message, Optional<Instant> changesAt) {

    /** A gate that lets the candidate in. */
    public static GateState open(String type, String message) {
        return new GateState(type, true, message, Optional.empty());
    }

    /** A gate that only something that happens opens. */
    public static GateState closed(String type, String message) {
        return new GateState(type, false, message, Optional.empty());
    }
}
