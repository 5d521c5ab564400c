package dev.capstan.secrets.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.KeyPairGenerator;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;
import org.junit.jupiter.api.Test;

class PgpKeysTest {
    private static PGPSecretKeyRing ring(String passphrase) throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = new JcaPGPKeyPair(
                PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.RSA_GENERAL, generator.generateKeyPair(), new Date());
        var sha1 = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
        return new PGPKeyRingGenerator(
                        PGPSignature.POSITIVE_CERTIFICATION,
                        pair,
                        "Test",
                        sha1,
                        null,
                        null,
                        new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
                        new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256, sha1)
                                .build(passphrase.toCharArray()))
                .generateSecretKeyRing();
    }

    /** What the key says of the passphrase decides how much time and memory a try takes. */
    @Test
    void triesNoPassphraseNotEvenTheEmptyOne() throws Exception {
        PGPSecretKey key = ring("").getSecretKey();

        assertThatExceptionOfType(PgpException.class)
                .isThrownBy(() -> PgpKeys.unlocked(key))
                .withMessage(
                        "the private key " + PgpKeys.shown(key.getKeyID()) + " has a passphrase; export it without");
    }

    /** For a few digits anybody can make a key. */
    @Test
    void anIdThatIsTooShortNamesNoKey() throws Exception {
        var ring = ring("");
        var keys = PgpKeys.none().and("keys.asc", ring.getEncoded());
        String fingerprint = PgpKeys.fingerprint(ring.getPublicKey());

        assertThat(keys.certificate(fingerprint)).isPresent();
        assertThat(keys.certificate(fingerprint.substring(24).toLowerCase(Locale.ROOT)))
                .isPresent();
        assertThat(keys.certificate(fingerprint.substring(32))).isEmpty();
        assertThat(keys.certificate("")).isEmpty();
        assertThat(keys.certificate("!")).isEmpty();
    }
}
