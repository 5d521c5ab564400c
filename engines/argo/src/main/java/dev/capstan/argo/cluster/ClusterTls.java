package dev.capstan.argo.cluster;

/**
 * How the certificate of an API server is verified.
 *
 * @param isInsecure whether it is not
 * @param serverName that it must be for; empty for the host of the URL
 * @param authorities PEM; empty for those of the system
 */
public record ClusterTls(boolean isInsecure, String serverName, String authorities) {
    /** By the authorities of the system. */
    public static final ClusterTls DEFAULT = new ClusterTls(false, "", "");
}
