package dev.capstan.oci.signature;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads certificates that others made. */
public final class Certificates {
    private static final int LONGEST = 16 << 10; // one of a signer has one or two kilobytes

    private Certificates() {}

    /** The one certificate that the bytes are in DER; one that is too long is not read. */
    public static X509Certificate der(byte[] bytes) throws TrustException {
        if (bytes.length > LONGEST) {
            throw new TrustException("a certificate has more than " + LONGEST + " bytes");
        }
        var found = all(bytes);
        try {
            if (found.size() == 1 && found.getFirst().getEncoded().length == bytes.length) {
                return found.getFirst();
            }
        } catch (CertificateException e) {
            throw new TrustException("a certificate cannot be read");
        }
        throw new TrustException("a certificate is followed by something else");
    }

    /** The certificates of a file in PEM or DER; at least one. */
    public static List<X509Certificate> all(byte[] bytes) throws TrustException {
        try {
            var found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            throw new TrustException("it is not a certificate in PEM or DER");
        }
        throw new TrustException("it has no certificate");
    }
}
