package dev.capstan.oci.signature.notation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Json;
import dev.capstan.oci.signature.Certificates;
import dev.capstan.oci.signature.TrustException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A signature envelope in JWS JSON serialization (signature-envelope-jws.md of the Notary Project), whose signature fits the key of its
 * first certificate.
 *
 * @param artifact what was signed
 * @param scheme {@code notary.x509}, or the one of a signing authority
 * @param authenticTime when it was signed, as the signing authority vouches for it
 * @param expiry until when it counts
 * @param chain the certificate of the signer first, the root last
 */
record JwsEnvelope(
        Digest artifact,
        Scheme scheme,
        Optional<Instant> authenticTime,
        Optional<Instant> expiry,
        List<X509Certificate> chain) {
    private static final String PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";
    private static final String PREFIX = "io.cncf.notary.";
    private static final String SCHEME = PREFIX + "signingScheme";
    private static final String TIME = PREFIX + "signingTime";
    private static final String AUTHENTIC_TIME = PREFIX + "authenticSigningTime";
    private static final String EXPIRY = PREFIX + "expiry";
    private static final String PLUGIN = PREFIX + "verificationPlugin";
    private static final Set<String> FIELDS = Set.of("payload", "protected", "header", "signature");
    private static final Set<String> UNDERSTOOD = Set.of(SCHEME, AUTHENTIC_TIME, EXPIRY);
    private static final int LONGEST_CHAIN = 10;

    /** Who says when it was signed. */
    enum Scheme {
        X509("notary.x509", "ca"),
        SIGNING_AUTHORITY("notary.x509.signingAuthority", "signingAuthority");

        private final String label;
        private final String store;

        Scheme(String label, String store) {
            this.label = label;
            this.store = store;
        }

        /** The kind of trust store that its certificates are in. */
        String store() {
            return store;
        }

        private static Optional<Scheme> named(String label) {
            return List.of(values()).stream()
                    .filter(it -> it.label.equals(label))
                    .findFirst();
        }
    }

    /**
     * Reads an envelope and verifies its signature.
     *
     * @throws TrustException when it is not one, asks for what is not understood, or its signature does not fit
     */
    static JwsEnvelope read(byte[] json) throws TrustException {
        var root = Json.object(json).orElseThrow(() -> new TrustException("it is not a JSON object"));
        for (var field : root.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw new TrustException("it has a field that is not known: " + Json.cleaned(field.getKey()));
            }
        }
        var header = Json.object(decoded(root, "protected"))
                .orElseThrow(() -> new TrustException("its protected header is not a JSON object"));
        var scheme = scheme(header);
        requireThatAllIsUnderstood(header);
        var chain = chain(root.path("header").path("x5c"));
        requireSignature(root, header, chain.getFirst().getPublicKey());
        return new JwsEnvelope(
                artifact(decoded(root, "payload")),
                scheme,
                scheme == Scheme.SIGNING_AUTHORITY ? Optional.of(time(header, AUTHENTIC_TIME)) : Optional.empty(),
                header.has(EXPIRY) ? Optional.of(time(header, EXPIRY)) : Optional.empty(),
                chain);
    }

    private static Scheme scheme(JsonNode header) throws TrustException {
        if (!PAYLOAD_TYPE.equals(header.path("cty").textValue())) {
            throw new TrustException("its content type is not " + PAYLOAD_TYPE);
        }
        var scheme = Scheme.named(header.path(SCHEME).asText())
                .orElseThrow(() -> new TrustException("its signing scheme is not known"));
        time(header, scheme == Scheme.X509 ? TIME : AUTHENTIC_TIME);
        return scheme;
    }

    /** What is critical must be understood, and what must be critical be marked so. */
    private static void requireThatAllIsUnderstood(JsonNode header) throws TrustException {
        if (header.has(PLUGIN) || header.has(PLUGIN + "MinVersion")) {
            throw new TrustException("it asks for a verification plugin, and there are none here");
        }
        var critical = new ArrayList<String>();
        for (var name : header.path("crit")) {
            if (!UNDERSTOOD.contains(name.asText()) || !header.has(name.asText())) {
                throw new TrustException(
                        "its header '" + Json.cleaned(name.asText()) + "' is critical and not understood");
            }
            critical.add(name.asText());
        }
        for (var name : UNDERSTOOD) {
            if (header.has(name) && !critical.contains(name)) {
                throw new TrustException("its header '" + name + "' is not marked as critical");
            }
        }
    }

    private static List<X509Certificate> chain(JsonNode x5c) throws TrustException {
        var chain = new ArrayList<X509Certificate>();
        for (var element : x5c) {
            if (chain.size() == LONGEST_CHAIN) {
                throw new TrustException("it has more than " + LONGEST_CHAIN + " certificates");
            }
            try {
                chain.add(Certificates.der(Base64.getDecoder().decode(element.asText())));
            } catch (IllegalArgumentException e) {
                throw new TrustException("one of its certificates is not in base64");
            }
        }
        if (chain.isEmpty()) {
            throw new TrustException("it has no certificates");
        }
        return chain;
    }

    private static void requireSignature(JsonNode root, JsonNode header, PublicKey key) throws TrustException {
        var algorithm = SigningAlgorithm.of(key)
                .orElseThrow(
                        () -> new TrustException("the key of the signer is not one that the specification allows"));
        if (!algorithm.label().equals(header.path("alg").textValue())) {
            throw new TrustException("its algorithm is not the one of the key of the signer, " + algorithm.label());
        }
        var signed =
                root.path("protected").asText() + "." + root.path("payload").asText();
        try {
            var verification = algorithm.open();
            verification.initVerify(key);
            verification.update(signed.getBytes(StandardCharsets.US_ASCII));
            if (!verification.verify(decoded(root, "signature"))) {
                throw new TrustException("its signature does not fit");
            }
        } catch (GeneralSecurityException e) {
            throw new TrustException("its signature is not of the right form");
        }
    }

    private static Digest artifact(byte[] payload) throws TrustException {
        return Json.object(payload)
                .flatMap(it -> Json.text(it.path("targetArtifact"), "digest"))
                .flatMap(Digest::parse)
                .orElseThrow(() -> new TrustException("its payload names no artifact"));
    }

    private static Instant time(JsonNode header, String name) throws TrustException {
        try {
            return OffsetDateTime.parse(header.path(name).asText()).toInstant();
        } catch (DateTimeException e) {
            throw new TrustException("its header '" + name + "' is missing or not a time");
        }
    }

    private static byte[] decoded(JsonNode node, String field) throws TrustException {
        try {
            return Base64.getUrlDecoder()
                    .decode(Json.text(node, field)
                            .orElseThrow(() -> new TrustException("its field '" + field + "' is missing")));
        } catch (IllegalArgumentException e) {
            throw new TrustException("its field '" + field + "' is not in base64");
        }
    }
}
