package dev.capstan.http;

import java.util.Optional;

/**
 * What TLS needs beyond the defaults, each as PEM text.
 *
 * @param authorities certificates trusted in addition to those of the system
 * @param client our own certificate chain and key
 * @param acceptsAnyServer whether certificates of servers are not verified at all; only for those who asked for that
 */
public record TlsMaterial(Optional<String> authorities, Optional<ClientCertificate> client, boolean acceptsAnyServer) {

    /** Nothing beyond the defaults. */
    public static final TlsMaterial NONE = new TlsMaterial(Optional.empty(), Optional.empty());

    /** Verifies servers. */
    public TlsMaterial(Optional<String> authorities, Optional<ClientCertificate> client) {
        this(authorities, client, false);
    }

    /** The same without our own certificate, for those who must not learn who we are. */
    public TlsMaterial withoutClient() {
        return new TlsMaterial(authorities, Optional.empty(), acceptsAnyServer);
    }

    /** A certificate chain and its private key, PEM. */
    public record ClientCertificate(String certificates, String privateKey) {
        @Override
        public String toString() {
            return "ClientCertificate[]";
        }
    }
}
