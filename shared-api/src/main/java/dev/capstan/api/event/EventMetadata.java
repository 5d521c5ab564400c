package dev.capstan.api.event;

/**
 * Names of event metadata. On the wire a key carries the API group of the object it is about:
 * {@code kustomize.toolkit.fluxcd.io/revision}.
 */
public final class EventMetadata {
    /** The revision that the event is about. */
    public static final String REVISION = "revision";

    /** The upstream revision behind it. */
    public static final String ORIGIN_REVISION = "originRevision";

    /** Digest of the artifact. */
    public static final String DIGEST = "digest";

    /** Old name of the digest. */
    public static final String CHECKSUM = "checksum";

    /** Tells apart events that are otherwise the same; never shown. */
    public static final String TOKEN = "token";

    /** The commit that an automation made. */
    public static final String COMMIT = "commit";

    /** Marks a heartbeat that only commit statuses are interested in. */
    public static final String COMMIT_STATUS = "commit_status";

    /** Value of {@link #COMMIT_STATUS}. */
    public static final String COMMIT_STATUS_UPDATE = "update";

    /** Number of the change request that comments go to. */
    public static final String CHANGE_REQUEST = "change_request";

    /** One line about the cluster or the environment. */
    public static final String SUMMARY = "summary";

    /** Version of what a chart installs, as the chart says it. */
    public static final String APP_VERSION = "app-version";

    /** Digest of the OCI artifact that holds the chart. */
    public static final String OCI_DIGEST = "oci-digest";

    private EventMetadata() {}

    /** The key as it is on the wire. */
    public static String key(String group, String name) {
        return group + "/" + name;
    }
}
