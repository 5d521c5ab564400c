package dev.capstan.argo.sync;

import java.util.Optional;

/** How far an operation, or one object of it, is. */
public enum OperationPhase {
    RUNNING("Running"),
    TERMINATING("Terminating"),
    FAILED("Failed"),
    ERROR("Error"),
    SUCCEEDED("Succeeded");

    private final String text;

    OperationPhase(String text) {
        this.text = text;
    }

    /** Reads what {@link #toString} writes. */
    public static Optional<OperationPhase> parse(String text) {
        for (OperationPhase phase : values()) {
            if (phase.text.equals(text)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }

    /** Whether nothing more happens. */
    public boolean isCompleted() {
        return this == FAILED || this == ERROR || this == SUCCEEDED;
    }

    @Override
    public String toString() {
        return text;
    }
}
