package dev.capstan.oci.signature;

import static dev.capstan.oci.signature.Bundles.MEDIA_TYPE;
import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.testkit.signature.SigningKeys;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles as referrers, with the two kinds of content that they can have. */
class SigstoreBundleTest {
    private static final Digest OTHER = Digest.sha256("another artifact");

    private final SignedRegistry registry = new SignedRegistry();
    private final KeyPair keys = SigningKeys.ec();

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EC, secp256r1, SHA256withECDSA",
        "EC, secp384r1, SHA384withECDSA",
        "RSA, 2048, SHA256withRSA",
        "Ed25519, '', Ed25519"
    })
    void aSignatureOverTheManifestIsVerified(String kind, String parameter, String algorithm) {
        var pair = SigningKeys.pair(kind, parameter);
        var signature = SigningKeys.sign(algorithm, pair, SignedRegistry.MANIFEST.getBytes(UTF_8));
        store(Bundles.message(MEDIA_TYPE, "SHA2_256", ARTIFACT, signature));

        assertThat(verify(pair)).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void s094_aSignatureOverAnotherManifestIsNotVerifiedWhateverTheBundleSays() {
        store(Bundles.message(MEDIA_TYPE, "SHA2_256", ARTIFACT, SigningKeys.sign(keys, "another artifact")));

        assertThat(why()).contains("no key of the Secret fits");
    }

    @Test
    void s094_aSignatureThatNamesAnotherManifestIsNotVerified() {
        store(Bundles.message(MEDIA_TYPE, "SHA2_256", OTHER, SigningKeys.sign(keys, SignedRegistry.MANIFEST)));

        assertThat(why()).contains("is for another artifact");
    }

    @Test
    void s095_aDigestOfAnUnknownAlgorithmDoesNotCount() {
        store(Bundles.message(MEDIA_TYPE, "SHA1", ARTIFACT, SigningKeys.sign(keys, SignedRegistry.MANIFEST)));

        assertThat(why()).contains("cannot be parsed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.dev.sigstore.bundle+json;version=0.1",
                "application/vnd.dev.sigstore.bundle+json;version=0.2",
                "application/vnd.dev.sigstore.bundle+json;version=0.3",
                "application/vnd.dev.sigstore.bundle.v0.3+json"
            })
    void everyKnownVersionIsRead(String version) {
        store(Bundles.message(version, "SHA2_256", ARTIFACT, SigningKeys.sign(keys, SignedRegistry.MANIFEST)));

        assertThat(verify(keys)).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.dev.sigstore.bundle.v0.4+json",
                "application/vnd.dev.sigstore.bundle+json;version=1.0",
                "application/json"
            })
    void s095_anUnknownVersionDoesNotCount(String version) {
        store(Bundles.message(version, "SHA2_256", ARTIFACT, SigningKeys.sign(keys, SignedRegistry.MANIFEST)));

        assertThat(why()).contains("cannot be parsed");
    }

    @Test
    void s095_aBundleWithBothKindsOfContentDoesNotCount() {
        var message =
                Bundles.message(MEDIA_TYPE, "SHA2_256", ARTIFACT, SigningKeys.sign(keys, SignedRegistry.MANIFEST));
        var statement = Bundles.statement("https://in-toto.io/Statement/v1", ARTIFACT, Bundles.SIGNATURE);
        store(message.replaceFirst(
                "\\{", "{\"dsseEnvelope\":" + Bundles.envelope(keys, Bundles.STATEMENT, statement) + ","));

        assertThat(why()).contains("cannot be parsed");
    }

    @ParameterizedTest
    @CsvSource({
        "https://in-toto.io/Statement/v0.1, true",
        "https://in-toto.io/Statement/v1,   true",
        "https://in-toto.io/Statement/v2,   false",
        "'',                                false"
    })
    void s095_onlyKnownStatementsCount(String type, boolean counts) {
        var statement = Bundles.statement(type, ARTIFACT, Bundles.SIGNATURE);
        store(Bundles.signed(keys, Bundles.STATEMENT, statement));

        assertThat(verify(keys) instanceof SignatureVerdict.Verified).isEqualTo(counts);
    }

    @Test
    void s094_anEnvelopeAboutAnotherArtifactIsNotVerified() {
        store(Bundles.signed(keys, OTHER));

        assertThat(why()).contains("is for another artifact");
    }

    @Test
    void thePayloadTypeOfAnEnvelopeIsSignedToo() {
        var statement = Bundles.statement("https://in-toto.io/Statement/v1", ARTIFACT, Bundles.SIGNATURE);
        store(Bundles.signed(keys, "application/x", statement).replace("application/x", Bundles.STATEMENT));

        assertThat(why()).contains("no key of the Secret fits");
    }

    @Test
    void notMoreThanSixteenSignaturesOfAnEnvelopeAreTried() {
        var good = Bundles.signed(keys, ARTIFACT);
        var bad = "{\"sig\":\"" + SigningKeys.sign(keys, "x") + "\"},";
        store(good.replace("\"signatures\":[", "\"signatures\":[" + bad.repeat(15)));
        assertThat(verify(keys)).isInstanceOf(SignatureVerdict.Verified.class);

        registry.clear();
        store(good.replace("\"signatures\":[", "\"signatures\":[" + bad.repeat(16)));
        assertThat(why()).contains("no key of the Secret fits");
    }

    private void store(String bundle) {
        registry.referrer(MEDIA_TYPE, MEDIA_TYPE, bundle);
    }

    private String why() {
        return ((SignatureVerdict.NotVerified) verify(keys)).why();
    }

    private SignatureVerdict verify(KeyPair trusted) {
        return new CosignVerifier(registry.open(), new KeyTrust(List.of(SignedRegistry.trusted(trusted))))
                .verify(ARTIFACT)
                .success()
                .orElseThrow();
    }
}
