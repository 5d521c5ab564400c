package dev.capstan.api.meta;

/** Annotations, labels and the finalizer that all kinds of the toolkit share. */
public final class ToolkitKeys {
    /** Annotation: any change of its value asks for a reconcile; handled values are copied to the status. */
    public static final String REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";

    /** Annotation of a HelmRelease: asks once for a release; only together with an equal request. */
    public static final String FORCE_AT = "reconcile.fluxcd.io/forceAt";

    /** Annotation of a HelmRelease: asks once to forget its failures; only together with an equal request. */
    public static final String RESET_AT = "reconcile.fluxcd.io/resetAt";

    /**
     * Annotation of a HelmRelease: asks to go back to a revision, {@code REVISION} or {@code REVISION@TOKEN}, once for each
     * value. It is seen at the next reconciliation, which a new {@link #REQUESTED_AT} brings about.
     */
    public static final String ROLLBACK = "capstan.dev/rollback";

    /** Annotation: why somebody has suspended the object, in words. Only people read it. */
    public static final String SUSPEND_REASON = "capstan.dev/suspend-reason";

    /** Label on ConfigMaps and Secrets: a change wakes up the objects that refer to them. */
    public static final String WATCH_LABEL = "reconcile.fluxcd.io/watch";

    /** Value of {@link #WATCH_LABEL} that switches the watch on. */
    public static final String WATCH_ENABLED = "Enabled";

    /** Finalizer of every kind that needs one. */
    public static final String FINALIZER = "finalizers.fluxcd.io";

    /** Prefix of annotations that are copied into the metadata of every event about the object. */
    public static final String EVENT_ANNOTATION_PREFIX = "event.toolkit.fluxcd.io/";

    /** Label on objects that belong to the shard of a controller. */
    public static final String SHARD_LABEL = "sharding.fluxcd.io/key";

    private ToolkitKeys() {}
}
