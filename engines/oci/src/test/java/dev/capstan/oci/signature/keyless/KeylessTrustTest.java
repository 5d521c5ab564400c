package dev.capstan.oci.signature.keyless;

import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static dev.capstan.testkit.signature.TestSigstore.ISSUER;
import static dev.capstan.testkit.signature.TestSigstore.NOW;
import static dev.capstan.testkit.signature.TestSigstore.SUBJECT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.oci.signature.Bundles;
import dev.capstan.oci.signature.CosignVerifier;
import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.oci.signature.SignedRegistry;
import dev.capstan.oci.signature.TrustException;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestSigstore;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeylessTrustTest {
    private static final Digest OTHER = Digest.sha256("another artifact");
    private static final Instant SIGNED_AT = NOW.plus(Duration.ofMinutes(1));
    private static final Predicate<SignerIdentity> EXPECTED = new SignerIdentity(ISSUER, SUBJECT)::equals;
    private static final SignatureVerdict VERIFIED =
            new SignatureVerdict.Verified("identity '" + SUBJECT + "' of '" + ISSUER + "'");

    private final SignedRegistry registry = new SignedRegistry();
    private final TestSigstore sigstore = new TestSigstore();
    private final KeyPair keys = SigningKeys.ec();
    private final X509Certificate certificate = sigstore.certificate(keys);
    private final String signature = SigningKeys.sign(keys, SignedRegistry.MANIFEST);
    private final String body =
            TestSigstore.hashedRekord(SignedRegistry.MANIFEST.getBytes(UTF_8), signature, certificate);

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aSignatureOverTheManifestIsVerified() {
        store(certificate, sigstore.entry(body, SIGNED_AT));

        assertThat(verify()).isEqualTo(VERIFIED);
    }

    @Test
    void anEnvelopeWithEitherKindOfEntryIsVerified() {
        var statement = Bundles.statement("https://in-toto.io/Statement/v1", ARTIFACT, Bundles.SIGNATURE);
        var envelope = Bundles.envelope(keys, Bundles.STATEMENT, statement);
        var signed = envelope.substring(envelope.indexOf("\"sig\":\"") + 7, envelope.lastIndexOf("\"}]"));

        storeEnvelope(envelope, TestSigstore.dsse(statement, signed, certificate));
        assertThat(verify()).isEqualTo(VERIFIED);

        storeEnvelope(envelope, TestSigstore.inToto(statement, signed, certificate));
        assertThat(verify()).isEqualTo(VERIFIED);
    }

    @Test
    void aClassicSignatureIsVerified() {
        classic(payload(ARTIFACT), sigstore::annotation);

        assertThat(verify()).isEqualTo(VERIFIED);
    }

    @Test
    void s094_aClassicSignatureThatWasCopiedIsNotVerified() {
        classic(payload(OTHER), sigstore::annotation);

        assertThat(why()).contains("is for another artifact, and was copied here");
    }

    @Test
    void s094_aBundleThatWasCopiedIsNotVerified() {
        var other = SigningKeys.sign(keys, "another artifact");
        var entry = sigstore.entry(
                TestSigstore.hashedRekord("another artifact".getBytes(UTF_8), other, certificate), SIGNED_AT);
        registry.referrer(Bundles.MEDIA_TYPE, Bundles.MEDIA_TYPE, bundle(certificate, entry, message(OTHER, other)));
        registry.referrer(Bundles.MEDIA_TYPE, Bundles.MEDIA_TYPE, bundle(certificate, entry, message(ARTIFACT, other)));

        assertThat(why()).contains("is for another artifact").contains("its certificate does not fit");
    }

    @Test
    void s094_anotherIdentityOrIssuerIsNotVerified() {
        store(certificate, sigstore.entry(body, SIGNED_AT));

        assertThat(whyFor(it -> it.subject().equals("https://example.com/other")))
                .contains("it is by '" + SUBJECT + "'")
                .contains("matchOIDCIdentity has no such entry");
        assertThat(whyFor(it -> it.issuer().equals("https://other.example"))).contains("it is by '" + SUBJECT + "'");
    }

    @Test
    void anAddressIsAnIdentity() {
        var mail = sigstore.certificate(
                keys, new GeneralName(GeneralName.rfc822Name, "me@example.com"), sigstore.certificateLog());
        store(mail, entryOf(mail));

        assertThat(verify(it -> it.subject().equals("me@example.com"), sigstore.trustedRoot()))
                .isEqualTo(new SignatureVerdict.Verified("identity 'me@example.com' of '" + ISSUER + "'"));
    }

    @Test
    void s095_anIdentityIsShownAsOneShortLine() {
        var mail = sigstore.certificate(
                keys,
                new GeneralName(GeneralName.rfc822Name, "me\nReady: True " + "x".repeat(1_000) + "@example.com"),
                sigstore.certificateLog());
        store(mail, entryOf(mail));

        assertThat(why()).contains("it is by 'me Ready: True xxx").hasSizeLessThan(600);
        assertThat(((SignatureVerdict.Verified) verify(_ -> true, sigstore.trustedRoot())).signer())
                .startsWith("identity 'me Ready: True xxx")
                .hasSizeLessThan(400);
    }

    @Test
    void aNameOfAServerIsNotAnIdentity() {
        var server = sigstore.certificate(
                keys, new GeneralName(GeneralName.dNSName, "example.com"), sigstore.certificateLog());
        store(server, entryOf(server));

        assertThat(whyFor(_ -> true)).contains("is not an e-mail address");
    }

    @Test
    void aSignatureThatNoLogHasIsNotVerified() {
        store(certificate, "");

        assertThat(why()).contains("no transparency log of the trusted root has it");
    }

    @Test
    void anEntryOfAStrangersLogDoesNotCount() {
        store(certificate, sigstore.entry(body, SIGNED_AT, SigningKeys.ec()));

        assertThat(why()).contains("no transparency log of the trusted root has it");
    }

    @Test
    void aTimeThatTheLogDidNotSignDoesNotCount() {
        store(
                certificate,
                sigstore.entry(body, SIGNED_AT)
                        .replace(
                                "" + SIGNED_AT.getEpochSecond(),
                                "" + SIGNED_AT.plusSeconds(1).getEpochSecond()));

        assertThat(why()).contains("no transparency log of the trusted root has it");
    }

    @Test
    void anEntryWithoutASignedTimeDoesNotCount() {
        store(certificate, sigstore.entry(body, SIGNED_AT).replace("inclusionPromise", "other"));

        assertThat(why()).contains("has no signed time");
    }

    @Test
    void s094_theEntryOfAnotherSignatureDoesNotCount() {
        var other = SigningKeys.sign(keys, "another artifact");
        store(
                certificate,
                sigstore.entry(
                        TestSigstore.hashedRekord("another artifact".getBytes(UTF_8), other, certificate), SIGNED_AT));

        assertThat(why()).contains("no transparency log of the trusted root has it");
    }

    @Test
    void s094_theEntryOfAnotherCertificateDoesNotCount() {
        var other = sigstore.certificate(keys);
        store(other, sigstore.entry(body, SIGNED_AT));

        assertThat(why()).contains("no transparency log of the trusted root has it");
    }

    @Test
    void s095_anEntryOfAnUnknownKindDoesNotCount() {
        store(certificate, sigstore.entry(body.replace("0.0.1", "0.0.9"), SIGNED_AT));

        assertThat(why()).contains("its log entry is of the kind 'hashedrekord 0.0.9'");
    }

    @Test
    void s095_anEntryThatCannotBeReadDoesNotHideTheNextOne() {
        var good = sigstore.entry(body, SIGNED_AT);
        var unknown = sigstore.entry(body.replace("0.0.1", "0.0.9"), SIGNED_AT);
        store(certificate, "{}," + unknown + "," + good);

        assertThat(verify()).isEqualTo(VERIFIED);
    }

    @Test
    void aProofThatIsThereMustHold() {
        var entry = sigstore.entry(body, SIGNED_AT);
        store(certificate, entry.replace("\"treeSize\":\"5\"", "\"treeSize\":\"6\""));
        store(certificate, entry.replace("\"logIndex\":\"2\"", "\"logIndex\":\"3\""));
        store(certificate, entry.replace("log.example - 1", "log.example - 2"));

        assertThat(why())
                .contains("no transparency log of the trusted root has it")
                .contains("the referrer");
    }

    @ParameterizedTest
    @CsvSource({"15, true", "16, false"})
    void s095_aCheckpointHasSoManySignaturesAtMost(int others, boolean counts) {
        var line = "\u2014 log.example ";
        store(certificate, sigstore.entry(body, SIGNED_AT).replace(line, (line + "AAAAAAAA\\n").repeat(others) + line));

        assertThat(verify().equals(VERIFIED)).isEqualTo(counts);
    }

    @Test
    void s095_aCheckpointThatIsTooLongDoesNotCount() {
        var line = "\u2014 log.example ";
        store(
                certificate,
                sigstore.entry(body, SIGNED_AT).replace(line, "\u2014 " + "x".repeat(4 << 10) + " AAAA\\n" + line));

        assertThat(why()).contains("no transparency log of the trusted root has it");
    }

    @Test
    void aCertificateThatHadExpiredDoesNotCount() {
        store(certificate, sigstore.entry(body, NOW.plus(Duration.ofMinutes(11))));

        assertThat(why()).contains("no authority of the trusted root has made its certificate, valid at the time");
    }

    @Test
    void aStrangersCertificateDoesNotCount() {
        var stranger = new TestSigstore().certificate(keys);
        store(stranger, entryOf(stranger));

        assertThat(why()).contains("no authority of the trusted root has made its certificate");
    }

    @Test
    void aCertificateThatNoLogHasSeenDoesNotCount() {
        var secret = sigstore.certificate(
                keys, new GeneralName(GeneralName.uniformResourceIdentifier, SUBJECT), SigningKeys.ec());
        store(secret, entryOf(secret));

        assertThat(why()).contains("no log of certificates of the trusted root has its certificate");
    }

    @Test
    void s095_anEmptyListOfTimestampsIsNone() {
        var empty = sigstore.certificateWithTimestamps(keys, new byte[0]);
        store(empty, entryOf(empty));

        assertThat(why()).contains("no log of certificates of the trusted root has its certificate");
    }

    @Test
    void aCertificateForServersDoesNotCount() {
        var server = sigstore.certificate(
                keys,
                new GeneralName(GeneralName.uniformResourceIdentifier, SUBJECT),
                sigstore.certificateLog(),
                KeyPurposeId.id_kp_serverAuth);
        store(server, entryOf(server));

        assertThat(why()).contains("is not one for signing code");
    }

    @Test
    void authoritiesAndLogsCountOnlyForTheirTime() {
        store(certificate, sigstore.entry(body, SIGNED_AT));
        var root = sigstore.trustedRoot();
        var ended = "\"validFor\":{\"end\":\"2026-11-28T11:00:00Z\"}";
        int tlogs = root.indexOf("\"validFor\"");
        int authorities = root.indexOf("\"validFor\"", tlogs + 1);
        int ctlogs = root.indexOf("\"validFor\"", authorities + 1);

        assertThat(whyWith(replaced(root, tlogs, ended))).contains("no transparency log");
        assertThat(whyWith(replaced(root, authorities, ended))).contains("no authority");
        assertThat(whyWith(replaced(root, ctlogs, ended))).contains("no log of certificates");
    }

    @Test
    void s095_aBundleWithoutACertificateDoesNotCount() {
        registry.referrer(Bundles.MEDIA_TYPE, Bundles.MEDIA_TYPE, Bundles.signed(keys, ARTIFACT));

        assertThat(why()).contains("does not count");
    }

    private static String replaced(String root, int at, String by) {
        return root.substring(0, at) + by + root.substring(root.indexOf('}', at) + 1);
    }

    private String entryOf(X509Certificate other) {
        return sigstore.entry(
                TestSigstore.hashedRekord(SignedRegistry.MANIFEST.getBytes(UTF_8), signature, other), SIGNED_AT);
    }

    private void store(X509Certificate signer, String entry) {
        registry.referrer(Bundles.MEDIA_TYPE, Bundles.MEDIA_TYPE, bundle(signer, entry, message(ARTIFACT, signature)));
    }

    private void storeEnvelope(String envelope, String entryBody) {
        registry.referrer(
                Bundles.MEDIA_TYPE,
                Bundles.MEDIA_TYPE,
                bundle(certificate, sigstore.entry(entryBody, SIGNED_AT), "\"dsseEnvelope\":" + envelope));
    }

    private static String message(Digest digest, String signature) {
        var bundle = Bundles.message("x", "SHA2_256", digest, signature);
        return bundle.substring(bundle.indexOf("\"messageSignature\""), bundle.length() - 1);
    }

    private static String bundle(X509Certificate signer, String entry, String content) {
        return "{\"mediaType\":\"%s\",\"verificationMaterial\":{\"certificate\":{\"rawBytes\":\"%s\"},\"tlogEntries\":[%s]},%s}"
                .formatted(Bundles.MEDIA_TYPE, SigningKeys.base64(TestAuthority.der(signer)), entry, content);
    }

    /** How an entry is written into an annotation. */
    @FunctionalInterface
    private interface Annotation {
        String of(String body, Instant time);
    }

    private void classic(String payload, Annotation annotation) {
        var signed = SigningKeys.sign(keys, payload);
        var entry = annotation.of(TestSigstore.hashedRekord(payload.getBytes(UTF_8), signed, certificate), SIGNED_AT);
        registry.tag(new SignedRegistry.Layer(
                "application/vnd.dev.cosign.simplesigning.v1+json",
                payload,
                Map.of(
                        "dev.cosignproject.cosign/signature",
                        signed,
                        "dev.sigstore.cosign/certificate",
                        TestAuthority.pem(List.of(certificate)).replace("\n", "\\n"),
                        "dev.sigstore.cosign/bundle",
                        entry.replace("\"", "\\\""))));
    }

    private static String payload(Digest digest) {
        return """
                {"critical":{"identity":{"docker-reference":"r.example/a"},"image":{"docker-manifest-digest":"%s"},\
                "type":"cosign container image signature"},"optional":null}""".formatted(digest);
    }

    private String why() {
        return whyFor(EXPECTED);
    }

    private String whyFor(Predicate<SignerIdentity> identities) {
        return ((SignatureVerdict.NotVerified) verify(identities, sigstore.trustedRoot())).why();
    }

    private String whyWith(String root) {
        return ((SignatureVerdict.NotVerified) verify(EXPECTED, root)).why();
    }

    private SignatureVerdict verify() {
        return verify(EXPECTED, sigstore.trustedRoot());
    }

    private SignatureVerdict verify(Predicate<SignerIdentity> identities, String root) {
        try {
            var trust = new KeylessTrust(TrustedRoot.read(root.getBytes(UTF_8)), identities);
            return new CosignVerifier(registry.open(), trust)
                    .verify(ARTIFACT)
                    .success()
                    .orElseThrow();
        } catch (TrustException e) {
            throw new IllegalStateException(e);
        }
    }
}
