package dev.capstan.oci.signature.notation;

import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static dev.capstan.oci.signature.notation.NotationFixture.NOW;
import static dev.capstan.oci.signature.notation.NotationFixture.SIGNS;
import static dev.capstan.oci.signature.notation.NotationFixture.STRICT;
import static dev.capstan.oci.signature.notation.NotationFixture.SUBJECT;
import static dev.capstan.oci.signature.notation.NotationFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signature must say and be made with: its envelope, headers, payload and the digest in it. */
class NotationVerifierTest {
    private static final Digest OTHER = Digest.sha256("another artifact");

    @AutoClose
    private final NotationFixture notation = new NotationFixture();

    private final TestAuthority root = notation.root();
    private final KeyPair keys = notation.keys();

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "RSA, 3072", "RSA, 4096", "EC, secp256r1", "EC, secp384r1", "EC, secp521r1"})
    void aSignatureOfEachAlgorithmIsVerified(String kind, String parameter) {
        var pair = SigningKeys.pair(kind, parameter);
        notation.store(new NotarySignature(pair, root.issue(SUBJECT, pair.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.verify())
                .isEqualTo(new SignatureVerdict.Verified(
                        "certificate 'CN=ci,O=example,ST=WA,C=US' by statement 'p' of the trust policy"));
    }

    @Test
    void whatIsNotSignedIsNotVerified() {
        assertThat(notation.why()).isEqualTo("there is no signature");
    }

    @Test
    void s094_aSignatureThatWasCopiedFromAnotherArtifactIsNotVerified() {
        notation.store("application/jose+json", notation.good().of(OTHER));

        assertThat(notation.why()).contains("is for another artifact, and was copied here");
    }

    @Test
    void s094_aSignatureOfAnotherKeyIsNotVerified() {
        notation.store(new NotarySignature(SigningKeys.ec(), notation.chain(SIGNS)));

        assertThat(notation.why()).contains("its signature does not fit");
    }

    @Test
    void s095_aSubjectIsShownAsOneShortLine() {
        var subject = "CN=ci\nReady: True\u2028" + "x".repeat(1_000);
        var chain = root.issue(subject, keys.getPublic(), Validity.around(NOW), SIGNS);
        notation.store(new NotarySignature(keys, chain));

        assertThat(((SignatureVerdict.Verified) notation.verify()).signer())
                .contains("'CN=ci Ready: True xxx")
                .hasSizeLessThan(300);
        assertThat(notation.whyWith(policy(STRICT, "\"x509.subject:C=US,ST=WA,O=example\"")))
                .contains("the subject 'CN=ci Ready: True xxx")
                .hasSizeLessThan(500);
    }

    @Test
    void s095_theSubjectOfABadCertificateIsShownAsOneShortLine() {
        var subject = "CN=ci\nReady: True " + "x".repeat(1_000);
        notation.store(new NotarySignature(keys, root.issue(subject, keys.getPublic(), Validity.around(NOW))));

        assertThat(notation.why())
                .contains("'CN=ci Ready: True xxx")
                .contains("has no critical key usage")
                .hasSizeLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"payload\":\"e30\",\"protected\":\"e30\",\"signature\":\"AA\",\"signatures\":[]}",
                "{\"payload\":\"???\",\"protected\":\"???\",\"signature\":\"AA\"}"
            })
    void s095_anEnvelopeThatCannotBeReadDoesNotCount(String envelope) {
        notation.store("application/jose+json", envelope);

        assertThat(notation.why()).contains("does not count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"targetArtifact\":{\"digest\":\"x\"}}", "[]"})
    void s095_aPayloadThatCannotBeReadDoesNotCountThoughItIsSigned(String payload) {
        notation.store("application/jose+json", notation.good().of(payload));

        assertThat(notation.why()).contains("does not count");
    }

    @Test
    void aChangedPayloadIsNotVerified() {
        var envelope = notation.good().of(OTHER);
        var other = notation.good().of(ARTIFACT);
        notation.store(
                "application/jose+json",
                envelope.replaceFirst("\"payload\":\"[^\"]*\"", other.substring(1, other.indexOf(','))));

        assertThat(notation.why()).contains("its signature does not fit");
    }

    @Test
    void aCoseEnvelopeIsNamed() {
        notation.store("application/cose", "x");

        assertThat(notation.why()).contains("another envelope than JWS");
    }

    @Test
    void s095_aCriticalHeaderThatIsNotUnderstoodDoesNotCount() {
        notation.store(notation.good().critical("com.example.policy", "x"));

        assertThat(notation.why()).contains("its header 'com.example.policy' is critical and not understood");
    }

    @Test
    void s095_aSignatureThatAsksForAPluginDoesNotCount() {
        notation.store(notation.good().critical("io.cncf.notary.verificationPlugin", "com.example"));

        assertThat(notation.why()).contains("asks for a verification plugin");
    }

    @Test
    void s095_whatMustBeCriticalMustBeMarkedSo() {
        notation.store(notation.good().critical(List.of()));

        assertThat(notation.why()).contains("'io.cncf.notary.signingScheme' is not marked as critical");
    }

    @ParameterizedTest
    @CsvSource({"alg, none", "alg, HS256", "alg, ES384", "cty, text/plain", "io.cncf.notary.signingScheme, x"})
    void s095_anotherAlgorithmTypeOrSchemeDoesNotCount(String header, String value) {
        notation.store(notation.good().header(header, value));

        assertThat(notation.why()).contains("does not count");
    }

    @Test
    void anExpiredSignatureDoesNotCount() {
        notation.store(notation.good().critical(NotarySignature.EXPIRY, NOW.toString()));

        assertThat(notation.why()).contains("a signature has expired");
        assertThat(notation.verify(
                        policy("\"level\":\"strict\",\"override\":{\"expiry\":\"log\"}", "\"*\""), root.chain()))
                .isEqualTo(
                        new SignatureVerdict.Verified("certificate 'CN=ci,O=example,ST=WA,C=US' by statement 'p' of the"
                                + " trust policy, which tolerates: a signature has expired at " + NOW));
    }

    @Test
    void aSignatureWithAnExpiryInTheFutureCounts() {
        notation.store(notation.good()
                .critical(NotarySignature.EXPIRY, NOW.plusSeconds(1).toString()));

        assertThat(notation.verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void theTimeOfASigningAuthorityCounts() {
        var past = Validity.around(NOW.minus(Duration.ofDays(9)));
        notation.store(new NotarySignature(keys, root.issue(SUBJECT, keys.getPublic(), past, SIGNS))
                .header(NotarySignature.SCHEME, "notary.x509.signingAuthority")
                .critical(
                        NotarySignature.AUTHENTIC_TIME,
                        NOW.minus(Duration.ofDays(9)).toString()));

        assertThat(notation.why()).contains("no trust store of the kind 'signingAuthority'");
        assertThat(notation.verify(policy(STRICT, "\"*\"").replace("ca:x", "signingAuthority:x"), root.chain()))
                .isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void s095_aTimeFarAwayIsOnlyAnotherTime() {
        notation.store(notation.good()
                .header(NotarySignature.SCHEME, "notary.x509.signingAuthority")
                .critical(NotarySignature.AUTHENTIC_TIME, "+999999999-12-31T23:59:59Z"));

        assertThat(notation.whyWith(policy(STRICT, "\"*\"").replace("ca:x", "signingAuthority:x")))
                .contains("are not all valid at +999999999-12-31T23:59:59Z");
    }
}
