package dev.capstan.cli.inspection;

import java.util.Optional;

/**
 * Whether a workload does its work, and what it waits for.
 *
 * @param state where it stands
 * @param message what it waits for
 * @param fix what helps; empty where waiting does
 */
public record Readiness(State state, String message, Optional<String> fix) {

    /** Where a workload stands. */
    public enum State {
        /** All its pods are ready. */
        READY,
        /** It will be, for all that can be seen. */
        WAITING,
        /** Somebody has to do something first. */
        BLOCKED
    }

    static Readiness ready() {
        return new Readiness(State.READY, "ready", Optional.empty());
    }

    static Readiness waiting(String message) {
        return new Readiness(State.WAITING, message, Optional.empty());
    }

    static Readiness blocked(String message, String fix) {
        return new Readiness(State.BLOCKED, message, Optional.of(fix));
    }

    /** Whether all its pods are ready. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** Whether waiting alone does not help. */
    public boolean isBlocked() {
        return state == State.BLOCKED;
    }

    /** What it waits for, and what helps. */
    public String line() {
        return message + fix.map(help -> ". " + help).orElse("");
    }
}
