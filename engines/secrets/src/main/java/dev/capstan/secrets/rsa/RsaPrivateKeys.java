package dev.capstan.secrets.rsa;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/**
 * Reads private keys of RSA. The runtime looks at the size of the modulus alone; here the parts must belong together, as a
 * prime of a million digits beside a modulus of the usual size would keep a processor busy for years.
 */
public final class RsaPrivateKeys {
    private static final int LARGEST = 16_384;

    private RsaPrivateKeys() {}

    /**
     * A key in the notation of PKCS #8.
     *
     * @throws GeneralSecurityException when it is not one of RSA with its primes, or its parts do not belong together
     */
    public static RSAPrivateCrtKey pkcs8(byte[] der) throws GeneralSecurityException {
        if (KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der))
                instanceof RSAPrivateCrtKey key) {
            return of(
                    key.getModulus(),
                    key.getPublicExponent(),
                    key.getPrivateExponent(),
                    key.getPrimeP(),
                    key.getPrimeQ());
        }
        throw new InvalidKeySpecException("it has no primes");
    }

    /**
     * A key in the notation of PKCS #1.
     *
     * @throws GeneralSecurityException when it is not one, or its parts do not belong together
     */
    public static RSAPrivateCrtKey pkcs1(byte[] der) throws GeneralSecurityException {
        RSAPrivateKey key;
        try {
            key = RSAPrivateKey.getInstance(der);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("it is not PKCS #1");
        }
        return of(
                key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(), key.getPrime1(), key.getPrime2());
    }

    /**
     * A key of its parts.
     *
     * @throws GeneralSecurityException when they do not belong together
     */
    public static RSAPrivateCrtKey of(BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q)
            throws GeneralSecurityException {
        boolean isOne = n.bitLength() <= LARGEST
                && isBelow(n, p)
                && isBelow(n, q)
                && isBelow(n, d)
                && isBelow(n, e)
                && p.multiply(q).equals(n);
        if (!isOne) {
            throw new InvalidKeySpecException("its parts do not belong together");
        }
        try {
            var spec = new RSAPrivateCrtKeySpec(
                    n,
                    e,
                    d,
                    p,
                    q,
                    d.mod(p.subtract(BigInteger.ONE)),
                    d.mod(q.subtract(BigInteger.ONE)),
                    q.modInverse(p));
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (ArithmeticException notCoprime) {
            throw new InvalidKeySpecException("its primes are none");
        }
    }

    private static boolean isBelow(BigInteger modulus, BigInteger part) {
        return part.compareTo(BigInteger.ONE) > 0 && part.compareTo(modulus) < 0;
    }
}
