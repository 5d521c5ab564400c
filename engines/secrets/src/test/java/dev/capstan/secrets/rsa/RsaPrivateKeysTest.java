package dev.capstan.secrets.rsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.junit.jupiter.api.Test;

class RsaPrivateKeysTest {
    private final RSAPrivateCrtKey key = generated();
    private final BigInteger n = key.getModulus();
    private final BigInteger e = key.getPublicExponent();
    private final BigInteger d = key.getPrivateExponent();
    private final BigInteger p = key.getPrimeP();
    private final BigInteger q = key.getPrimeQ();

    private static RSAPrivateCrtKey generated() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private static byte[] pkcs1(BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q) {
        try {
            var one = BigInteger.ONE;
            return new RSAPrivateKey(n, e, d, p, q, one, one, one).getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void readsBothNotations() throws Exception {
        byte[] pkcs1 = PrivateKeyInfo.getInstance(key.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        assertThat(RsaPrivateKeys.pkcs8(key.getEncoded())).isEqualTo(key);
        assertThat(RsaPrivateKeys.pkcs1(pkcs1)).isEqualTo(key);
    }

    @Test
    void makesItselfWhatFollowsFromTheOtherParts() throws Exception {
        assertThat(RsaPrivateKeys.pkcs1(pkcs1(n, e, d, p, q))).isEqualTo(key);
    }

    /** A decryption with such a prime would not end. */
    @Test
    void refusesPartsThatDoNotBelongTogether() {
        var huge = BigInteger.ONE.shiftLeft(1_000_000).add(BigInteger.ONE);

        assertRefused(n, e, d, huge, q);
        assertRefused(n, e, d, p, BigInteger.ONE);
        assertRefused(n, e, d, n, BigInteger.ONE);
        assertRefused(n, e, d, p, p);
        assertRefused(n, e, huge, p, q);
        assertRefused(n, huge, d, p, q);
        assertRefused(p.multiply(p), e, d, p, p);
        assertRefused(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
        assertRefused(huge.multiply(huge), e, d, huge, huge);
    }

    private static void assertRefused(BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q) {
        assertThatExceptionOfType(InvalidKeySpecException.class).isThrownBy(() -> RsaPrivateKeys.of(n, e, d, p, q));
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> RsaPrivateKeys.pkcs1(pkcs1(n, e, d, p, q)));
    }
}
