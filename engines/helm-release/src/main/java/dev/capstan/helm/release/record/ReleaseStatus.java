package dev.capstan.helm.release.record;

import java.util.Arrays;

/** What a record says of its revision, in Helm's words. */
public enum ReleaseStatus {
    UNKNOWN("unknown"),
    DEPLOYED("deployed"),
    UNINSTALLED("uninstalled"),
    SUPERSEDED("superseded"),
    FAILED("failed"),
    UNINSTALLING("uninstalling"),
    PENDING_INSTALL("pending-install"),
    PENDING_UPGRADE("pending-upgrade"),
    PENDING_ROLLBACK("pending-rollback");

    private final String word;

    ReleaseStatus(String word) {
        this.word = word;
    }

    /** As it stands in records, labels and messages. */
    public String word() {
        return word;
    }

    /** Whether an action is under way, or was when its process died. */
    public boolean isPending() {
        return this == PENDING_INSTALL || this == PENDING_UPGRADE || this == PENDING_ROLLBACK;
    }

    /** {@link #UNKNOWN} for words that Helm does not have. */
    public static ReleaseStatus of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
