package dev.capstan.oci.signature;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Json;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A text that somebody signed, and what it says about an artifact.
 *
 * @param signed the bytes that the signature is over
 * @param payload what is in the envelope that was signed; without one, the signed bytes
 * @param signatures each of which may be the one
 * @param claim what the signed text says
 * @param proof what came with the signatures
 */
public record SignedText(byte[] signed, byte[] payload, List<byte[]> signatures, Claim claim, SigningProof proof) {
    private static final String CLASSIC_TYPE = "cosign container image signature";
    private static final String STATEMENT_TYPE = "application/vnd.in-toto+json";
    private static final Set<String> STATEMENTS =
            Set.of("https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1");
    static final String SIGNATURE_PREDICATE = "https://sigstore.dev/cosign/sign/v1";

    /** What a signed text says. */
    public sealed interface Claim {
        /** It is about these manifests. */
        record About(List<Digest> digests) implements Claim {}

        /** It says by itself that it is about other bytes, so that the signature is not worth a look. */
        record Another() implements Claim {}

        /** It is something else about an artifact, such as an attestation. */
        record SomethingElse() implements Claim {}

        /** It is not a signature of an artifact, or cannot be read. */
        record Unreadable(String why) implements Claim {}
    }

    /** The payload of a classic signature ("simple signing") with the signature that stands in an annotation. */
    static SignedText classic(byte[] payload, String signature, SigningProof proof) {
        return new SignedText(
                payload,
                payload,
                Base64Text.decoded(signature).map(List::of).orElse(List.of()),
                classicClaim(payload),
                proof);
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

    /** An envelope (DSSE) around a statement. */
    static SignedText envelope(SigstoreBundle.Content.Envelope envelope, SigningProof proof) {
        return new SignedText(
                preAuthenticated(envelope.type(), envelope.payload()),
                envelope.payload(),
                envelope.signatures(),
                statementClaim(envelope.type(), envelope.payload()),
                proof);
    }

    /**
     * A signature over the manifest itself.
     *
     * @param manifest the bytes that have the digest
     */
    static SignedText manifest(
            SigstoreBundle.Content.Message message, byte[] manifest, Digest digest, SigningProof proof) {
        var said = message.sha256();
        boolean isThis = said.isEmpty()
                || HexFormat.of()
                        .formatHex(said.get())
                        .equals(Digest.sha256(manifest).hex());
        return new SignedText(
                manifest,
                manifest,
                List.of(message.signature()),
                isThis ? new Claim.About(List.of(digest)) : new Claim.Another(),
                proof);
    }

    private static Claim statementClaim(String type, byte[] payload) {
        JsonNode statement = Json.object(payload).orElse(null);
        if (!STATEMENT_TYPE.equals(type)
                || statement == null
                || !STATEMENTS.contains(statement.path("_type").asText())) {
            return new Claim.Unreadable("its statement cannot be parsed");
        }
        if (!SIGNATURE_PREDICATE.equals(statement.path("predicateType").textValue())) {
            return new Claim.SomethingElse();
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
}
