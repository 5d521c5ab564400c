package dev.capstan.cli.manifests;

/** Where the artifacts of source-controller lie. */
public enum Storage {
    /** In its pod; the next pod fetches each source again. */
    NONE,
    /** On a volume, which outlives the pod. */
    VOLUME,
    /** In NATS, from where two pods serve them. */
    NATS
}
