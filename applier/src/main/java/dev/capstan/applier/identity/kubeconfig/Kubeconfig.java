package dev.capstan.applier.identity.kubeconfig;

import java.net.URI;
import java.util.Optional;

/**
 * A cluster and the credentials to reach it with. Two are equal when they lead to the same server with the same
 * credentials, however their texts are written.
 *
 * @param server address of the API server, with https
 * @param authorities certificates in PEM that are trusted in addition to those of the system; empty when none are given
 * @param certificate our own certificate and its key; empty when none is given
 * @param authorization value of the header with token or password; empty when neither is given
 */
public record Kubeconfig(
        URI server,
        Optional<String> authorities,
        Optional<ClientCertificate> certificate,
        Optional<String> authorization) {

    /** A certificate and its key, both in PEM. */
    public record ClientCertificate(String certificate, String key) {

        /** Shows nothing. */
        @Override
        public String toString() {
            return "ClientCertificate[]";
        }
    }

    /** Names the server and nothing else. */
    @Override
    public String toString() {
        return "Kubeconfig[" + server + "]";
    }
}
