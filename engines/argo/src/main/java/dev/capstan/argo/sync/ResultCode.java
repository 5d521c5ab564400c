package dev.capstan.argo.sync;

import java.util.Optional;

/** What a sync did with an object. */
public enum ResultCode {
    SYNCED("Synced"),
    SYNC_FAILED("SyncFailed"),
    PRUNED("Pruned"),
    PRUNE_SKIPPED("PruneSkipped");

    private final String text;

    ResultCode(String text) {
        this.text = text;
    }

    /** Reads what {@link #toString} writes. */
    public static Optional<ResultCode> parse(String text) {
        for (ResultCode code : values()) {
            if (code.text.equals(text)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
