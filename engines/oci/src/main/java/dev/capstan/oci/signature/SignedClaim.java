package dev.capstan.oci.signature;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A text that somebody signed, and what it says about an artifact.
 *
 * @param signed the bytes that the signature is over
 * @param signatures each of which may be the one
 * @param claim what the signed text says
 */
record SignedClaim(byte[] signed, List<byte[]> signatures, Claim claim) {
    private static final String CLASSIC_TYPE = "cosign container image signature";
    private static final String STATEMENT_TYPE = "application/vnd.in-toto+json";
    private static final String SIGNATURE_PREDICATE = "https://sigstore.dev/cosign/sign/v1";

    /** What a signed text says. */
    sealed interface Claim {
        /** It is about these manifests. */
        record About(List<Digest> digests) implements Claim {}

        /** It is not a signature of an artifact, or cannot be read. */
        record Unreadable(String why) implements Claim {}
    }

    /** The payload of a classic signature ("simple signing") with the signature that stands in an annotation. */
    static SignedClaim classic(byte[] payload, String signature) {
        return new SignedClaim(payload, decoded(signature).map(List::of).orElse(List.of()), classicClaim(payload));
    }

    private static Claim classicClaim(byte[] payload) {
        JsonNode critical = Json.object(payload).map(it -> it.path("critical")).orElse(null);
        if (critical == null || !critical.isObject()) {
            return new Claim.Unreadable("its payload cannot be parsed");
        }
        if (!CLASSIC_TYPE.equals(critical.path("type").textValue())) {
            return new Claim.Unreadable("its payload is not that of a signature of an image");
        }
        return Json.text(critical.path("image"), "docker-manifest-digest")
                .flatMap(Digest::parse)
                .<Claim>map(digest -> new Claim.About(List.of(digest)))
                .orElseGet(() -> new Claim.Unreadable("its payload names no manifest"));
    }

    /** A Sigstore bundle with an envelope (DSSE) around a statement; empty for a bundle of another kind. */
    static Optional<SignedClaim> bundle(byte[] bundle) {
        JsonNode envelope =
                Json.object(bundle).map(it -> it.path("dsseEnvelope")).orElse(null);
        if (envelope == null || !envelope.isObject()) {
            return Optional.empty();
        }
        var type = envelope.path("payloadType").asText();
        var payload = decoded(envelope.path("payload").asText());
        if (payload.isEmpty()) {
            return Optional.empty();
        }
        var signatures = envelope.path("signatures")
                .valueStream()
                .flatMap(it -> decoded(it.path("sig").asText()).stream())
                .toList();
        return Optional.of(new SignedClaim(
                preAuthenticated(type, payload.get()), signatures, statementClaim(type, payload.get())));
    }

    private static Claim statementClaim(String type, byte[] payload) {
        JsonNode statement = Json.object(payload).orElse(null);
        if (!STATEMENT_TYPE.equals(type) || statement == null) {
            return new Claim.Unreadable("its statement cannot be parsed");
        }
        if (!SIGNATURE_PREDICATE.equals(statement.path("predicateType").textValue())) {
            return new Claim.Unreadable("its statement is not a signature but something else about the artifact");
        }
        var digests = statement
                .path("subject")
                .valueStream()
                .flatMap(it -> it.path("digest").propertyStream())
                .flatMap(it -> Digest.parse(it.getKey() + ":" + it.getValue().asText()).stream())
                .toList();
        return digests.isEmpty() ? new Claim.Unreadable("its statement names no manifest") : new Claim.About(digests);
    }

    /** What is signed of an envelope (PAE of DSSE). */
    private static byte[] preAuthenticated(String type, byte[] payload) {
        byte[] head = ("DSSEv1 " + type.getBytes(StandardCharsets.UTF_8).length + " " + type + " " + payload.length
                        + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64)).filter(it -> it.length > 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
