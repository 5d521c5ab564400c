package dev.capstan.http;

import java.util.Optional;

/**
 * What TLS needs beyond the defaults, each as PEM text.
 *
 * @param authorities certificates trusted in addition to those of the system
 * @param client our own certificate chain and key
 */
public record TlsMaterial(Optional<String> authorities, Optional<ClientCertificate> client) {

    /** Nothing beyond the defaults. */
    public static final TlsMaterial NONE = new TlsMaterial(Optional.empty(), Optional.empty());

    /** A certificate chain and its private key, PEM. */
    public record ClientCertificate(String certificates, String privateKey) {
        @Override
        public String toString() {
            return "ClientCertificate[]";
        }
    }
}
