package dev.capstan.oci.signature.keyless;

import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.oci.Json;
import dev.capstan.oci.signature.Mutations;
import dev.capstan.oci.signature.SignedText;
import dev.capstan.oci.signature.SigningProof;
import dev.capstan.oci.signature.TrustException;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestSigstore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever may write to a repository chooses every byte: nothing of it may end in anything but a verdict. */
class MutatedProofTest {
    private static final int COUNT = 1_000;
    private static final byte[] TEXT = "a manifest".getBytes(UTF_8);

    private final TestSigstore sigstore = new TestSigstore();

    @Test
    void s095_aMutatedProofIsRefusedOrIsTheSameWhereItCounts() throws TrustException {
        var keys = SigningKeys.ec();
        var certificate = sigstore.certificate(keys);
        byte[] signature = SigningKeys.signature("SHA256withECDSA", keys, TEXT);
        var body = TestSigstore.hashedRekord(TEXT, SigningKeys.base64(signature), certificate);
        var good = "{\"certificate\":{\"rawBytes\":\"%s\"},\"tlogEntries\":[%s]}"
                .formatted(
                        SigningKeys.base64(TestAuthority.der(certificate)),
                        sigstore.entry(body, TestSigstore.NOW.plusSeconds(60)));
        var trust = new KeylessTrust(TrustedRoot.read(sigstore.trustedRoot().getBytes(UTF_8)), _ -> true);

        assertThat(isTrusted(trust, good, signature)).isTrue();
        assertThat(Mutations.of(good, COUNT)
                        .filter(it -> isTrusted(trust, it, signature))
                        .count())
                .isLessThan(COUNT / 10);
    }

    private static boolean isTrusted(KeylessTrust trust, String proof, byte[] signature) {
        var material = Json.object(proof.getBytes(UTF_8));
        if (material.isEmpty()) {
            return false;
        }
        var text = new SignedText(
                TEXT,
                TEXT,
                List.of(signature),
                new SignedText.Claim.About(List.of(ARTIFACT)),
                new SigningProof.OfBundle(material.get()));
        try {
            return trust.signerOf(text, signature).contains(TestSigstore.SUBJECT);
        } catch (TrustException e) {
            return false;
        }
    }
}
