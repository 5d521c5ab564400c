package dev.capstan.argo.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code signatureVerification} of a source, which Argo CD itself does not have: the revision of this source must be signed by one of
 * the keys that it names, in addition to what the project demands.
 */
public sealed interface SourceSignature {
    /** What people are told who use it. */
    String DEPRECATED =
            "source.signatureVerification is not a field of Argo CD; signatureKeys or sourceIntegrity of the"
                    + " AppProject say the same for all its Applications";

    /** It is not there, or not enabled. */
    record NotDemanded() implements SourceSignature {}

    /** Signatures by the keys that are in entries of Secrets; public parts are used, whatever else is there. */
    record ByKeys(List<KeyReference> keys) implements SourceSignature {
        /** Copies the list. */
        public ByKeys {
            keys = List.copyOf(keys);
        }
    }

    /**
     * It is enabled and names no key that could be used, so nothing is let through.
     *
     * @param why for people
     */
    record Unusable(String why) implements SourceSignature {}

    /** An entry of a Secret in the namespace of the Application. */
    record KeyReference(String secret, String entry) {}

    /** Reads a source. */
    static SourceSignature of(JsonNode source) {
        JsonNode settings = source.path("signatureVerification");
        if (!settings.path("enabled").asBoolean(false)) {
            return new NotDemanded();
        }
        var keys = new ArrayList<KeyReference>();
        for (JsonNode key : settings.path("signatureKeys")) {
            JsonNode secret = key.path("gpg").path("privateKeySecret");
            String name = secret.path("name").asText("");
            String entry = secret.path("key").asText("");
            if (name.isEmpty() || entry.isEmpty()) {
                return new Unusable("source.signatureVerification has a key without gpg.privateKeySecret.name or .key;"
                        + " nothing is synced until it names the entry of a Secret");
            }
            keys.add(new KeyReference(name, entry));
        }
        return keys.isEmpty()
                ? new Unusable("source.signatureVerification is enabled and has no keys; nothing is synced until"
                        + " signatureKeys names one")
                : new ByKeys(keys);
    }
}
