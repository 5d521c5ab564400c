package dev.capstan.oci.signature.keyless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.oci.Json;
import dev.capstan.oci.signature.Base64Text;
import dev.capstan.oci.signature.TrustException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a transparency log (Rekor), as somebody copied it.
 *
 * @param body what was logged
 * @param time when, in seconds since 1970, as the log says
 * @param index over all trees of the log
 * @param logId the digest of the key of the log
 * @param promise the signature of the log over all of this
 * @param inclusion that the entry is in the tree of the log
 */
record LogEntry(byte[] body, long time, long index, byte[] logId, byte[] promise, Optional<Inclusion> inclusion) {

    private static final long LATEST = 99_999_999_999L; // in the year 5138

    /**
     * That an entry is in a tree.
     *
     * @param checkpoint what the log signed about the tree
     */
    record Inclusion(MerkleProof proof, byte[] root, String checkpoint) {}

    /** What the log signed when it took the entry: JSON in canonical form (RFC 8785). */
    byte[] promised() {
        return "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"%s\",\"logIndex\":%d}"
                .formatted(
                        Base64.getEncoder().encodeToString(body),
                        time,
                        HexFormat.of().formatHex(logId),
                        index)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** When it was logged. */
    Instant instant() {
        return Instant.ofEpochSecond(time);
    }

    /** An entry of {@code tlogEntries} in a bundle. */
    static LogEntry ofBundle(JsonNode json) throws TrustException {
        var inclusion = json.path("inclusionProof");
        return new LogEntry(
                Base64Text.in(json, "canonicalizedBody"),
                time(json),
                number(json, "logIndex"),
                Base64Text.in(json.path("logId"), "keyId"),
                promise(json.path("inclusionPromise"), "signedEntryTimestamp"),
                inclusion.isObject() ? Optional.of(inclusion(inclusion)) : Optional.empty());
    }

    /** The annotation {@code dev.sigstore.cosign/bundle} of a classic signature. */
    static LogEntry ofAnnotation(String text) throws TrustException {
        var json = Json.object(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new TrustException("its log entry is not a JSON object"));
        var payload = json.path("Payload");
        byte[] logId;
        try {
            logId = HexFormat.of().parseHex(payload.path("logID").asText());
        } catch (IllegalArgumentException e) {
            throw new TrustException("its log entry names no log");
        }
        return new LogEntry(
                Base64Text.in(payload, "body"),
                time(payload),
                number(payload, "logIndex"),
                logId,
                promise(json, "SignedEntryTimestamp"),
                Optional.empty());
    }

    private static byte[] promise(JsonNode json, String field) throws TrustException {
        if (!json.has(field)) {
            throw new TrustException(
                    "its log entry has no signed time (SignedEntryTimestamp), and timestamps of authorities are not read");
        }
        return Base64Text.in(json, field);
    }

    private static Inclusion inclusion(JsonNode json) throws TrustException {
        var hashes = new ArrayList<byte[]>();
        for (var hash : json.path("hashes")) {
            hashes.add(Base64Text.decoded(hash.asText(), "hashes"));
        }
        return new Inclusion(
                new MerkleProof(number(json, "logIndex"), number(json, "treeSize"), List.copyOf(hashes)),
                Base64Text.in(json, "rootHash"),
                Json.text(json.path("checkpoint"), "envelope")
                        .orElseThrow(() -> new TrustException("its log entry has no checkpoint")));
    }

    /** A number, which the JSON of protocol buffers writes as a text, and does not write when it is nought. */
    private static long number(JsonNode json, String field) throws TrustException {
        var value = json.path(field).asText("0");
        if (!value.matches("[0-9]{1,18}")) {
            throw new TrustException("'" + field + "' of its log entry is not a number");
        }
        return Long.parseLong(value);
    }

    private static long time(JsonNode json) throws TrustException {
        long time = number(json, "integratedTime");
        if (time == 0 || time > LATEST) {
            throw new TrustException("its log entry does not say when it was made");
        }
        return time;
    }
}
