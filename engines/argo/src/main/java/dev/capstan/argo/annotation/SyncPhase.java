package dev.capstan.argo.annotation;

import java.util.Optional;

/** The phases of a sync, in their order; the last one only runs after a failure. */
public enum SyncPhase {
    PRE_SYNC("PreSync"),
    SYNC("Sync"),
    POST_SYNC("PostSync"),
    SYNC_FAIL("SyncFail");

    private final String text;

    SyncPhase(String text) {
        this.text = text;
    }

    /** Reads what {@link #toString} writes. */
    public static Optional<SyncPhase> parse(String text) {
        for (SyncPhase phase : values()) {
            if (phase.text.equals(text)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
