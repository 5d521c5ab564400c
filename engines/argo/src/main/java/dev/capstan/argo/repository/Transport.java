package dev.capstan.argo.repository;

/**
 * How to connect.
 *
 * @param isInsecure whether certificates, and host keys of SSH, are not verified
 * @param ignoresHostKey whether those of servers of Git are not verified; the older writing
 * @param isOci whether a Helm repository is an OCI registry
 * @param usesPlainHttp whether a registry is reached without TLS
 * @param proxy URL of a proxy; empty for none
 */
public record Transport(
        boolean isInsecure, boolean ignoresHostKey, boolean isOci, boolean usesPlainHttp, String proxy) {
    /** Verified, and without proxy. */
    public static final Transport DEFAULT = new Transport(false, false, false, false, "");

    /** Whether a server of Git need not prove who it is, be it by a certificate or a host key; one of both flags is enough. */
    public boolean acceptsAnyGitServer() {
        return isInsecure || ignoresHostKey;
    }

    /** Without the proxy, whose URL may have a password. */
    @Override
    public String toString() {
        return "insecure=" + isInsecure + " ignoresHostKey=" + ignoresHostKey + " oci=" + isOci + " plainHttp="
                + usesPlainHttp;
    }
}
