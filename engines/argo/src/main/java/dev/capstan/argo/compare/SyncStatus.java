package dev.capstan.argo.compare;

/** Whether the cluster is as the sources say. */
public enum SyncStatus {
    SYNCED("Synced"),
    OUT_OF_SYNC("OutOfSync"),
    UNKNOWN("Unknown");

    private final String text;

    SyncStatus(String text) {
        this.text = text;
    }

    /** As it is written in a status. */
    @Override
    public String toString() {
        return text;
    }
}
