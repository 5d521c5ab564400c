package dev.capstan.oci.signature;

import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Reference;
import dev.capstan.oci.signature.SignedRegistry.Layer;
import dev.capstan.testkit.signature.SigningKeys;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lies beside an artifact is chosen by whoever may write to the repository: it must not keep good signatures from counting. */
class SignatureSearchTest {
    private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String CLASSIC = "application/vnd.dev.cosign.artifact.sig.v1+json";
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private static final String TAG = "/v2/team/app/manifests/sha256-" + ARTIFACT.hex() + ".sig";

    private final SignedRegistry registry = new SignedRegistry();
    private final KeyPair keys = SigningKeys.ec();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void s095_aSignatureWhoseContentIsGoneDoesNotHideTheNextOne() {
        registry.tag(signed("gone", keys), signed("good", keys));
        registry.loseBlob(payload("gone"));

        assertThat(verify()).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void s095_aReferrerThatIsGoneOrTooLargeOrNotJsonDoesNotHideTheNextOne() {
        registry.lostReferrer(BUNDLE, "lost");
        registry.referrer(BUNDLE, BUNDLE, "x".repeat((4 << 20) + 1));
        registry.referrer(BUNDLE, BUNDLE, "not JSON");
        registry.referrer(BUNDLE, BUNDLE, Bundles.signed(keys, ARTIFACT));

        assertThat(verify()).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void s095_aSignatureThatBreaksAReaderDoesNotHideTheNextOne() throws OciFailureException {
        registry.tag(signed("broken", keys), signed("deep", keys), signed("good", keys));
        var breaks = Map.of(
                Digest.sha256(payload("broken")), new IllegalStateException("a bug"),
                Digest.sha256(payload("deep")), new StackOverflowError());
        var search = new SignatureSearch(registry.open(), layer -> switch (breaks.get(layer.digest())) {
            case RuntimeException bug -> throw bug;
            case Error bug -> throw bug;
            case null, default -> Optional.of(new SignatureVerdict.Verified("somebody"));
        });

        assertThat(search.under(new Reference.Tag("sha256-" + ARTIFACT.hex() + ".sig")))
                .contains(new SignatureVerdict.Verified("somebody"));
        assertThat(search.nothing().toString())
                .contains("a signature cannot be read (IllegalStateException)")
                .contains("a signature cannot be read (StackOverflowError)");
    }

    @Test
    void theManifestIsFetchedOnceForAllSignaturesOverIt() {
        for (int i = 0; i < 3; i++) {
            registry.referrer(
                    BUNDLE,
                    BUNDLE,
                    Bundles.message(
                            BUNDLE,
                            "SHA2_256",
                            ARTIFACT,
                            SigningKeys.sign(i == 2 ? keys : SigningKeys.ec(), SignedRegistry.MANIFEST)));
        }

        assertThat(verify()).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
        assertThat(registry.server().asked("/v2/team/app/manifests/" + ARTIFACT))
                .hasSize(1);
    }

    @Test
    void aBundleThatTheListDoesNotNameIsFoundByItsManifest() {
        registry.referrerThatTheListDoesNotName(
                "application/vnd.example.sbom", "text/plain", "a list of parts", Map.of());
        registry.referrerThatTheListDoesNotName(
                BUNDLE,
                BUNDLE,
                "an attestation",
                Map.of("dev.sigstore.bundle.predicateType", "https://slsa.dev/provenance/v1"));
        assertThat(why(verify())).isEqualTo("there is no signature");

        registry.referrerThatTheListDoesNotName(BUNDLE, BUNDLE, Bundles.signed(keys, ARTIFACT), Map.of());
        assertThat(verify()).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void everyPlaceIsNamedWhenNothingHolds() {
        registry.tag(signed("one", SigningKeys.ec()), signed("two", SigningKeys.ec()));
        registry.lostReferrer(BUNDLE, "lost");
        var broken = registry.referrer(BUNDLE, BUNDLE, "not JSON");

        assertThat(why(verify()))
                .contains("no key of the Secret fits a signature that is there (layer 1 of the tag 'sha256-"
                        + ARTIFACT.hex() + ".sig', layer 2 of the tag")
                .contains("not found in")
                .contains("a signature bundle cannot be parsed (the referrer " + broken + ")");
    }

    @Test
    void aSignatureUnderTheTagIsEnough() {
        registry.tag(signed("good", keys));
        registry.server().answer("/v2/team/app/referrers/" + ARTIFACT, 500, "", Map.of());

        assertThat(verify()).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
        assertThat(registry.server().asked("/v2/team/app/referrers/" + ARTIFACT))
                .isEmpty();
    }

    @Test
    void aRegistryThatDoesNotListReferrersIsAFailure() {
        registry.server().answer("/v2/team/app/referrers/" + ARTIFACT, 403, "", Map.of());

        assertThat(result())
                .isInstanceOfSatisfying(
                        OciResult.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(OciFailure.LoginRejected.class));
    }

    @Test
    void aRegistryThatIsAwayForTheTagIsAFailureAndNotARefusal() {
        registry.server().answer(TAG, 500, "", Map.of());
        registry.referrer(BUNDLE, BUNDLE, Bundles.signed(SigningKeys.ec(), ARTIFACT));

        assertThat(result().problem()).get().isInstanceOf(OciFailure.RegistryRefused.class);
    }

    @Test
    void aRegistryThatIsAwayForTheTagDoesNotHideAGoodReferrer() {
        registry.server().answer(TAG, 500, "", Map.of());
        registry.referrer(BUNDLE, BUNDLE, Bundles.signed(keys, ARTIFACT));

        assertThat(verify()).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void aRegistryThatIsAwayForAReferrerOrForALayerIsAFailure() {
        registry.tag(signed("away", keys), signed("other", SigningKeys.ec()));
        registry.server().answer("/v2/team/app/blobs/" + Digest.sha256(payload("away")), 403, "", Map.of());
        assertThat(result().problem()).get().isInstanceOf(OciFailure.LoginRejected.class);

        registry.tag(signed("other", SigningKeys.ec()));
        var referrer = registry.referrer(BUNDLE, BUNDLE, Bundles.signed(keys, ARTIFACT));
        registry.server().answer("/v2/team/app/manifests/" + referrer, 502, "", Map.of());
        assertThat(result().problem()).get().isInstanceOf(OciFailure.RegistryRefused.class);
    }

    @Test
    void aRegistryThatWantsFewerRequestsIsAskedNothingMore() {
        registry.tag(signed("limited", keys), signed("good", keys));
        registry.server().answer("/v2/team/app/blobs/" + Digest.sha256(payload("limited")), 429, "", Map.of());

        assertThat(result().problem()).get().isInstanceOf(OciFailure.RateLimited.class);
        assertThat(registry.server().asked("/v2/team/app/blobs/" + Digest.sha256(payload("good"))))
                .isEmpty();

        registry.server().answer(TAG, 429, "", Map.of());
        assertThat(result().problem()).get().isInstanceOf(OciFailure.RateLimited.class);
        assertThat(registry.server().asked("/v2/team/app/referrers/" + ARTIFACT))
                .isEmpty();
    }

    @Test
    void notMoreThanAHundredSignaturesAreLookedAt() {
        var other = SigningKeys.ec();
        registry.tag(IntStream.rangeClosed(0, 100)
                .mapToObj(i -> signed(Integer.toString(i), i == 100 ? keys : other))
                .toArray(Layer[]::new));

        assertThat(why(verify())).contains("more than 100 signatures").hasSizeLessThan(2_000);
        assertThat(registry.server().asked("/v2/team/app/blobs/" + Digest.sha256(payload("100"))))
                .isEmpty();
    }

    @Test
    void referrersCountForTheLimitTogetherWithTheTag() {
        var other = SigningKeys.ec();
        registry.tag(IntStream.range(0, 99)
                .mapToObj(i -> signed(Integer.toString(i), other))
                .toArray(Layer[]::new));
        registry.lostReferrer(CLASSIC, "lost");
        registry.referrer(BUNDLE, BUNDLE, Bundles.signed(keys, ARTIFACT));

        assertThat(why(verify())).contains("more than 100 signatures");
    }

    @Test
    void attestationsThatSayWhatTheyAreAreNotEvenFetched() {
        var predicate = "dev.sigstore.bundle.predicateType";
        var attestation =
                registry.referrer(BUNDLE, BUNDLE, attestation(0), Map.of(predicate, "https://slsa.dev/provenance/v1"));
        registry.referrer(BUNDLE, BUNDLE, Bundles.signed(keys, ARTIFACT), Map.of(predicate, Bundles.SIGNATURE));

        assertThat(verify()).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
        assertThat(registry.server().asked("/v2/team/app/manifests/" + attestation))
                .isEmpty();
    }

    @Test
    void attestationsDoNotCountForTheLimitOfSignatures() {
        IntStream.range(0, 101).forEach(i -> registry.referrer(BUNDLE, BUNDLE, attestation(i)));
        registry.referrer(BUNDLE, BUNDLE, Bundles.signed(keys, ARTIFACT));

        assertThat(verify()).isEqualTo(new SignatureVerdict.Verified("key 'cosign.pub'"));
    }

    @Test
    void attestationsHaveALimitOfTheirOwn() {
        IntStream.range(0, 1_000).forEach(i -> registry.referrer(BUNDLE, BUNDLE, attestation(i)));
        registry.referrer(BUNDLE, BUNDLE, Bundles.signed(keys, ARTIFACT));

        assertThat(why(verify())).contains("more than 1000 attestations").hasSizeLessThan(2_000);
    }

    private String attestation(int number) {
        return Bundles.signed(
                keys, Bundles.STATEMENT, Bundles.statement("https://in-toto.io/Statement/v1", ARTIFACT, "p" + number));
    }

    private static Layer signed(String note, KeyPair pair) {
        return new Layer(
                SIMPLE_SIGNING,
                payload(note),
                Map.of("dev.cosignproject.cosign/signature", SigningKeys.sign(pair, payload(note))));
    }

    private static String payload(String note) {
        return """
                {"critical":{"identity":{"docker-reference":"r.example/a"},"image":{"docker-manifest-digest":"%s"},\
                "type":"cosign container image signature"},"optional":{"note":"%s"}}""".formatted(ARTIFACT, note);
    }

    private SignatureVerdict verify() {
        return result().success().orElseThrow();
    }

    private OciResult<SignatureVerdict> result() {
        return new CosignVerifier(registry.open(), new KeyTrust(List.of(SignedRegistry.trusted(keys))))
                .verify(ARTIFACT);
    }

    private static String why(SignatureVerdict verdict) {
        return ((SignatureVerdict.NotVerified) verdict).why();
    }
}
