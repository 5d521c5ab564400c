package dev.capstan.oci.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;

/** Reads bytes that others wrote as a text in base64; there is at least one of them. */
public final class Base64Text {
    private Base64Text() {}

    /** What a text stands for; empty when it is not in base64 or stands for nothing. */
    static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text)).filter(it -> it.length > 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What a text stands for; the field is named when it is not in base64 or stands for nothing. */
    public static byte[] decoded(String text, String field) throws TrustException {
        return decoded(text)
                .orElseThrow(() ->
                        new TrustException("'" + field + "' is " + (text.isEmpty() ? "missing" : "not in base64")));
    }

    /** What the text of a field stands for, likewise. */
    public static byte[] in(JsonNode json, String field) throws TrustException {
        return decoded(json.path(field).asText(), field);
    }
}
