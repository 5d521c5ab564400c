package dev.capstan.oci.signature;

import com.fasterxml.jackson.databind.JsonNode;

/** What comes with a signature without a key of the signer's own, as it came: nothing of it was looked at. */
public sealed interface SigningProof {

    /** The object {@code verificationMaterial} of a bundle. */
    record OfBundle(JsonNode material) implements SigningProof {}

    /**
     * Annotations of a classic signature; empty where there are none.
     *
     * @param certificate in PEM
     * @param logEntry as JSON
     */
    record OfAnnotations(String certificate, String logEntry) implements SigningProof {}
}
