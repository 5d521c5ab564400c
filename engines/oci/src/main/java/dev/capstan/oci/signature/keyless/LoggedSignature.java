package dev.capstan.oci.signature.keyless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Json;
import dev.capstan.oci.signature.Base64Text;
import dev.capstan.oci.signature.SignedText;
import dev.capstan.oci.signature.TrustException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the body of a log entry says was signed, by whom. Without that comparison any entry of the log would do for any signature.
 *
 * @param ofPayload whether the digest is that of the payload of an envelope, and not that of what was signed
 * @param sha256 in hexadecimal digits
 */
record LoggedSignature(boolean ofPayload, String sha256, byte[] signature, byte[] certificate) {

    /** All that are in a body of a kind that is known. */
    static List<LoggedSignature> in(byte[] body) throws TrustException {
        var json = Json.object(body).orElseThrow(() -> new TrustException("its log entry cannot be read"));
        var spec = json.path("spec");
        var kind = json.path("kind").asText() + " " + json.path("apiVersion").asText();
        return switch (kind) {
            case "hashedrekord 0.0.1" -> List.of(hashedRekord(spec));
            case "dsse 0.0.1" -> dsse(spec);
            case "intoto 0.0.2" -> inToto(spec.path("content"));
            default ->
                throw new TrustException(
                        "its log entry is of the kind '" + Json.cleaned(kind) + "', which is not read");
        };
    }

    private static LoggedSignature hashedRekord(JsonNode spec) throws TrustException {
        var signature = spec.path("signature");
        return new LoggedSignature(
                false,
                sha256(spec.path("data").path("hash")),
                Base64Text.in(signature, "content"),
                certificate(signature.path("publicKey"), "content"));
    }

    private static List<LoggedSignature> dsse(JsonNode spec) throws TrustException {
        var found = new ArrayList<LoggedSignature>();
        for (var signature : spec.path("signatures")) {
            found.add(new LoggedSignature(
                    true,
                    sha256(spec.path("payloadHash")),
                    Base64Text.in(signature, "signature"),
                    certificate(signature, "verifier")));
        }
        return found;
    }

    /** The older kind for envelopes, in which signatures are in base64 twice. */
    private static List<LoggedSignature> inToto(JsonNode content) throws TrustException {
        var found = new ArrayList<LoggedSignature>();
        for (var signature : content.path("envelope").path("signatures")) {
            found.add(new LoggedSignature(
                    true,
                    sha256(content.path("payloadHash")),
                    Base64Text.decoded(new String(Base64Text.in(signature, "sig"), StandardCharsets.US_ASCII), "sig"),
                    certificate(signature, "publicKey")));
        }
        return found;
    }

    private static String sha256(JsonNode hash) throws TrustException {
        return Optional.of(hash)
                .filter(it -> it.path("algorithm").asText().equals("sha256"))
                .flatMap(it -> Json.text(it, "value"))
                .orElseThrow(() -> new TrustException("its log entry has another digest than SHA-256"));
    }

    private static byte[] certificate(JsonNode json, String field) throws TrustException {
        return PemCertificate.der(new String(Base64Text.in(json, field), StandardCharsets.US_ASCII));
    }

    /**
     * Digests of what was signed, made once for all that are compared with it.
     *
     * @param signed in hexadecimal digits, as the other one
     */
    record Content(String signed, String payload) {
        static Content of(SignedText text) {
            return new Content(
                    Digest.sha256(text.signed()).hex(),
                    Digest.sha256(text.payload()).hex());
        }
    }

    /** Whether it is this very signature. */
    boolean isOf(Content content, byte[] expected, byte[] signer) {
        return sha256.equals(ofPayload ? content.payload() : content.signed())
                && Arrays.equals(signature, expected)
                && Arrays.equals(certificate, signer);
    }
}
