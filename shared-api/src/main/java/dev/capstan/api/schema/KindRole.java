package dev.capstan.api.schema;

/** What objects of a kind may be for others. */
public enum KindRole {
    /** Its status carries an artifact. */
    HAS_ARTIFACT,

    /** No controller of ours reconciles it: whoever makes such objects writes their status. */
    WRITTEN_BY_OTHERS,

    /** Read by a controller and never reconciled: nothing is written to its objects. */
    DATA,

    /** Its artifact may hold manifests: it may be the {@code sourceRef} of a Kustomization. */
    MANIFEST_SOURCE,

    /** It applies objects, keeps an inventory of them and says which revision it applied last. */
    APPLIER,

    /** An Alert may name it in {@code eventSources}. */
    ALERT_SOURCE,

    /** A Receiver may name it in {@code resources}. */
    RECEIVER_RESOURCE,

    /** A Receiver may name it without an {@code apiVersion}; the version that is served first is meant. */
    RECEIVER_RESOURCE_WITHOUT_VERSION
}
