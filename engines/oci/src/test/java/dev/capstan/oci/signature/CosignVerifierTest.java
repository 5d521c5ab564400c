package dev.capstan.oci.signature;

import static dev.capstan.testkit.signature.SigningKeys.base64;
import static dev.capstan.testkit.signature.SigningKeys.pair;
import static dev.capstan.testkit.signature.SigningKeys.pem;
import static dev.capstan.testkit.signature.SigningKeys.sign;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.ScriptedRegistry;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CosignVerifierTest {
    private static final Digest ARTIFACT = Digest.sha256("an artifact");
    private static final Digest OTHER = Digest.sha256("another artifact");
    private static final String CLASSIC = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final String PREDICATE = "https://sigstore.dev/cosign/sign/v1";

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final KeyPair keys = pair("EC", "secp256r1");

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EC, secp256r1, SHA256withECDSA",
        "EC, secp384r1, SHA256withECDSA",
        "EC, secp384r1, SHA384withECDSA",
        "RSA, 3072, SHA256withRSA",
        "Ed25519, '', Ed25519"
    })
    void aSignatureOfEachKindOfKeyIsVerified(String kind, String parameter, String algorithm) {
        var pair = pair(kind, parameter);
        serveClassic(payload(ARTIFACT), sign(algorithm, pair, payload(ARTIFACT).getBytes(UTF_8)));

        assertThat(verify(pair)).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void aSignatureOfAnArtifactWithALongDigestIsVerified() {
        var artifact = new Digest(DigestAlgorithm.SHA512, "a".repeat(128));
        var bundle = Bundles.signed(keys, artifact);
        var manifest =
                "{\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"c\",\"digest\":\"%s\",\"size\":2},\"layers\":[%s]}"
                        .formatted(
                                MediaTypes.OCI_MANIFEST,
                                Digest.sha256("{}"),
                                "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                                        .formatted(BUNDLE, Digest.sha256(bundle), bundle.length()));
        var index =
                "{\"mediaType\":\"%s\",\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"artifactType\":\"%s\"}]}"
                        .formatted(
                                MediaTypes.OCI_INDEX,
                                MediaTypes.OCI_MANIFEST,
                                Digest.sha256(manifest),
                                manifest.length(),
                                BUNDLE);
        registry.answer("/v2/team/app/blobs/" + Digest.sha256(bundle), 200, bundle, Map.of());
        registry.answer(
                "/v2/team/app/manifests/" + Digest.sha256(manifest),
                200,
                manifest,
                Map.of("Content-Type", MediaTypes.OCI_MANIFEST));
        registry.answer(
                "/v2/team/app/manifests/sha512-" + "a".repeat(64),
                200,
                index,
                Map.of("Content-Type", MediaTypes.OCI_INDEX));

        var verifier = new CosignVerifier(
                registry.open(RegistryAccess.ANONYMOUS), new KeyTrust(List.of(SignedRegistry.trusted(keys))));

        assertThat(verifier.verify(artifact).success()).contains(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void whatIsNotSignedIsNotVerified() {
        assertThat(verify(keys)).isEqualTo(new SignatureVerdict.NotVerified("there is no signature"));
    }

    @Test
    void aSignatureOfAnotherKeyIsNotVerified() {
        serveClassic(payload(ARTIFACT), sign(keys, payload(ARTIFACT)));

        assertThat(why(pair("EC", "secp256r1")))
                .isEqualTo("no key of the Secret fits a signature that is there (the tag 'sha256-" + ARTIFACT.hex()
                        + ".sig')");
    }

    @Test
    void s094_aSignatureThatWasCopiedFromAnotherArtifactIsNotVerified() {
        serveClassic(payload(OTHER), sign(keys, payload(OTHER)));

        assertThat(why(keys)).contains("is for another artifact");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{}",
                "{\"critical\":{\"type\":\"cosign container image signature\",\"image\":{}}}",
                "{\"critical\":{\"type\":\"cosign container image signature\",\"type\":\"cosign container image signature\"}}",
                "{\"critical\":{\"type\":\"atomic container signature\",\"image\":{\"docker-manifest-digest\":\"%s\"}}}"
            })
    void s095_aPayloadThatCannotBeReadDoesNotCountThoughItIsSigned(String text) {
        var payload = text.formatted(ARTIFACT);
        serveClassic(payload, sign(keys, payload));

        assertThat(why(keys)).contains("does not count");
    }

    @Test
    void aChangedPayloadIsNotVerified() {
        serveClassic(payload(ARTIFACT) + " ", sign(keys, payload(ARTIFACT)));

        assertThat(why(keys)).contains("no key of the Secret fits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"???", ""})
    void aSignatureThatIsNotOneIsNotVerified(String signature) {
        serveClassic(payload(ARTIFACT), signature);

        assertThat(why(keys)).contains("a signature is missing or not in base64");
    }

    @Test
    void whatIsWrongWithEachSignatureOfAnEnvelopeIsKept() {
        var statement = Bundles.statement("https://in-toto.io/Statement/v1", ARTIFACT, PREDICATE);
        var envelope = Bundles.signed(keys, Bundles.STATEMENT, statement);
        serveBundle(envelope.replace("\"signatures\":[", "\"signatures\":[{\"sig\":\"AA==\"},"));
        CosignTrust byLength = (_, signature) -> {
            throw new TrustException(signature.length == 1 ? "it is short" : "it is long");
        };

        var verdict = new CosignVerifier(registry.open(RegistryAccess.ANONYMOUS), byLength).verify(ARTIFACT);

        assertThat(verdict.success().orElseThrow().toString()).contains("it is short; it is long (the referrer");
    }

    @Test
    void aBundleIsVerified() {
        serveBundle(bundle("application/vnd.in-toto+json", statement(ARTIFACT, PREDICATE)));

        assertThat(verify(keys)).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void s094_aBundleForAnotherArtifactIsNotVerified() {
        serveBundle(bundle("application/vnd.in-toto+json", statement(OTHER, PREDICATE)));

        assertThat(why(keys)).contains("is for another artifact");
    }

    @Test
    void s095_anAttestationOfTheSameKeyIsNotASignature() {
        serveBundle(bundle("application/vnd.in-toto+json", statement(ARTIFACT, "https://spdx.dev/Document")));

        assertThat(why(keys)).contains("something else about the artifact, which is not a signature");
    }

    @Test
    void s095_aBundleThatCannotBeParsedIsNotVerified() {
        serveBundle("{\"dsseEnvelope\":{\"payload\":\"???\"}}");

        assertThat(why(keys)).contains("cannot be parsed");
    }

    @ParameterizedTest
    @CsvSource({"EC, secp521r1", "RSA, 1024", "EC, secp256r1"})
    void onlyKeysOfKnownStrengthAreRead(String kind, String parameter) {
        assertThat(CosignKey.parse("k", pem(pair(kind, parameter)).getBytes(UTF_8))
                        .isPresent())
                .isEqualTo(parameter.equals("secp256r1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nA=A=\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----"
            })
    void whatIsNotAKeyIsNotRead(String text) {
        assertThat(CosignKey.parse("k", text.getBytes(UTF_8))).isEmpty();
    }

    private void serveClassic(String payload, String signature) {
        blob(payload);
        registry.answer(
                "/v2/team/app/manifests/sha256-" + ARTIFACT.hex() + ".sig",
                200,
                manifest(
                        CLASSIC,
                        payload,
                        ",\"annotations\":{\"dev.cosignproject.cosign/signature\":\"" + signature + "\"}"),
                Map.of("Content-Type", MediaTypes.OCI_MANIFEST));
    }

    private void serveBundle(String bundle) {
        blob(bundle);
        var manifest = manifest(BUNDLE, bundle, "");
        var digest = Digest.sha256(manifest);
        registry.answer(
                "/v2/team/app/manifests/" + digest, 200, manifest, Map.of("Content-Type", MediaTypes.OCI_MANIFEST));
        registry.answer(
                "/v2/team/app/referrers/" + ARTIFACT,
                200,
                """
                {"mediaType":"%s","manifests":[{"mediaType":"%s","digest":"%s","size":%d,"artifactType":"%s"}]}""".formatted(MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST, digest, manifest.length(), BUNDLE),
                Map.of());
    }

    private void blob(String content) {
        registry.answer("/v2/team/app/blobs/" + Digest.sha256(content), 200, content, Map.of());
    }

    private static String manifest(String layerType, String layer, String more) {
        return """
                {"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":2},
                 "layers":[{"mediaType":"%s","digest":"%s","size":%d%s}]}""".formatted(
                        MediaTypes.OCI_MANIFEST,
                        Digest.sha256("{}"),
                        layerType,
                        Digest.sha256(layer),
                        layer.getBytes(UTF_8).length,
                        more);
    }

    private static String payload(Digest digest) {
        return """
                {"critical":{"identity":{"docker-reference":"r.example/a"},"image":{"docker-manifest-digest":"%s"},\
                "type":"cosign container image signature"},"optional":null}""".formatted(digest);
    }

    private static String statement(Digest digest, String predicate) {
        return """
                {"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"%s"}}],\
                "predicateType":"%s"}""".formatted(digest.hex(), predicate);
    }

    private String bundle(String type, String statement) {
        var signed = "DSSEv1 " + type.length() + " " + type + " " + statement.length() + " " + statement;
        return """
                {"mediaType":"%s","dsseEnvelope":{"payloadType":"%s","payload":"%s","signatures":[{"sig":"%s"}]}}""".formatted(BUNDLE, type, base64(statement.getBytes(UTF_8)), sign(keys, signed));
    }

    private String why(KeyPair trusted) {
        return ((SignatureVerdict.NotVerified) verify(trusted)).why();
    }

    private SignatureVerdict verify(KeyPair trusted) {
        var key = SignedRegistry.trusted(trusted);
        return new CosignVerifier(registry.open(RegistryAccess.ANONYMOUS), new KeyTrust(List.of(key)))
                .verify(ARTIFACT)
                .success()
                .orElseThrow();
    }
}
