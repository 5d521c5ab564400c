package dev.capstan.secrets.sealed;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/** The public key that seals, with the time in which it does. */
public record SealingCertificate(RSAPublicKey key, Instant notBefore, Instant notAfter) {
    /**
     * Reads a certificate in PEM.
     *
     * @throws SealingException when it is not one of an RSA key
     */
    public static SealingCertificate parse(byte[] pem) throws SealingException {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            if (factory.generateCertificate(new ByteArrayInputStream(pem)) instanceof X509Certificate certificate
                    && certificate.getPublicKey() instanceof RSAPublicKey key) {
                return new SealingCertificate(
                        key,
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant());
            }
        } catch (CertificateException e) {
            throw unusable();
        }
        throw unusable();
    }

    private static SealingException unusable() {
        return new SealingException("it is not a certificate of an RSA key in PEM");
    }

    /** @throws SealingException when it has expired */
    void requireValid(Instant now) throws SealingException {
        if (now.isAfter(notAfter)) {
            throw new SealingException("the certificate has expired at " + notAfter + "; fetch the one of today");
        }
    }
}
