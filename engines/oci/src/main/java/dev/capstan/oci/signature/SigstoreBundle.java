package dev.capstan.oci.signature;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.oci.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Sigstore bundle of a version from 0.1 to 0.3.
 *
 * @param content what was signed, in one of two ways
 * @param proof who signed it, and when
 */
record SigstoreBundle(Content content, SigningProof proof) {
    /** How media types and artifact types of bundles begin. */
    static final String TYPE = "application/vnd.dev.sigstore.bundle";

    private static final Pattern KNOWN =
            Pattern.compile(Pattern.quote(TYPE) + "(\\+json;version=0\\.[123]|\\.v0\\.3\\+json)");
    private static final String SHA256 = "SHA2_256";
    private static final int MOST_SIGNATURES = 16; // each costs time with every key

    /** What was signed. */
    sealed interface Content {
        /** An envelope (DSSE) around a text that says what it is about. */
        record Envelope(String type, byte[] payload, List<byte[]> signatures) implements Content {}

        /**
         * The signed bytes are not in the bundle.
         *
         * @param sha256 what the bundle says of them; empty when it says nothing
         */
        record Message(Optional<byte[]> sha256, byte[] signature) implements Content {}
    }

    /** Reads a bundle; empty for everything else, and for a version that is not known. */
    static Optional<SigstoreBundle> parse(byte[] json) {
        return Json.object(json)
                .filter(it -> Json.text(it, "mediaType")
                        .filter(type -> KNOWN.matcher(type).matches())
                        .isPresent())
                .filter(it -> it.has("dsseEnvelope") != it.has("messageSignature"))
                .flatMap(it -> content(it)
                        .map(content -> new SigstoreBundle(
                                content, new SigningProof.OfBundle(it.path("verificationMaterial")))));
    }

    private static Optional<Content> content(JsonNode json) {
        return json.has("dsseEnvelope") ? envelope(json.path("dsseEnvelope")) : message(json.path("messageSignature"));
    }

    private static Optional<Content> envelope(JsonNode envelope) {
        var signatures = envelope.path("signatures")
                .valueStream()
                .flatMap(it -> bytes(it, "sig").stream())
                .limit(MOST_SIGNATURES)
                .toList();
        return bytes(envelope, "payload")
                .map(payload ->
                        new Content.Envelope(envelope.path("payloadType").asText(), payload, signatures));
    }

    private static Optional<Content> message(JsonNode message) {
        var digest = message.path("messageDigest");
        var sha256 = bytes(digest, "digest");
        if (digest.isObject()
                && (sha256.isEmpty() || !SHA256.equals(digest.path("algorithm").textValue()))) {
            return Optional.empty();
        }
        return bytes(message, "signature").map(signature -> new Content.Message(sha256, signature));
    }

    /** The bytes that a field holds in base64; empty when there are none. */
    private static Optional<byte[]> bytes(JsonNode node, String field) {
        return Json.text(node, field).flatMap(Base64Text::decoded);
    }
}
