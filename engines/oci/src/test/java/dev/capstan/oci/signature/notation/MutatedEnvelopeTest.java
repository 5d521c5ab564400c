package dev.capstan.oci.signature.notation;

import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.oci.signature.Mutations;
import dev.capstan.oci.signature.TrustException;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Part;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Whoever may write to a repository chooses every byte: nothing of it may end in anything but a verdict. */
class MutatedEnvelopeTest {
    private static final int COUNT = 1_000;
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void s095_aMutatedEnvelopeIsRefusedOrIsTheSameWhereItCounts() {
        var keys = SigningKeys.ec();
        var root = TestAuthority.root("CN=root", NOW);
        var chain = root.issue("CN=ci", keys.getPublic(), Validity.around(NOW), Part.usage(KeyUsage.digitalSignature));
        var good = new NotarySignature(keys, chain).of(ARTIFACT);

        assertThat(isTrusted(good, root.chain())).isTrue();
        assertThat(Mutations.of(good, COUNT)
                        .filter(it -> isTrusted(it, root.chain()))
                        .count())
                .isLessThan(COUNT / 10);
    }

    private static boolean isTrusted(String envelope, List<X509Certificate> trusted) {
        try {
            var read = JwsEnvelope.read(envelope.getBytes(UTF_8));
            var chain = new CertificateChain(read.chain());
            chain.requireSound();
            chain.canBeRevoked();
            return chain.isTrustedBy(trusted) && read.artifact().equals(ARTIFACT);
        } catch (TrustException e) {
            return false;
        }
    }
}
