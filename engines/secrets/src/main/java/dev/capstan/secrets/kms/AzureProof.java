package dev.capstan.secrets.kms;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** By what an application of Microsoft Entra says who it is. Prints nothing of itself. */
sealed interface AzureProof permits AzureProof.Secret, AzureCertificate {
    /**
     * What it adds to a question for a token.
     *
     * @param endpoint where the question goes
     */
    Map<String, String> fields(String client, URI endpoint, Instant now) throws KmsException;

    /** A text that both know. */
    record Secret(String secret) implements AzureProof {
        @Override
        public Map<String, String> fields(String client, URI endpoint, Instant now) {
            return Map.of("client_secret", secret);
        }

        @Override
        public String toString() {
            return "Secret";
        }
    }
}
