package dev.capstan.oci.signature.keyless;

import dev.capstan.oci.signature.Certificates;
import dev.capstan.oci.signature.CosignKey;
import dev.capstan.oci.signature.TrustException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;

/**
 * A certificate that an authority (Fulcio) made for an identity, for one signature.
 *
 * @param der its bytes
 */
record IdentityCertificate(X509Certificate certificate, byte[] der) {
    private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";
    private static final String OLD_ISSUER = "1.3.6.1.4.1.57264.1.1";
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final String USER_NAME = "1.3.6.1.4.1.57264.1.7";
    private static final int OTHER = 0;
    private static final int OTHER_VALUE = 3;
    private static final int EMAIL = 1;
    private static final int URI = 6;

    /** Reads a certificate, and requires that it is one for signatures. */
    static IdentityCertificate read(byte[] der) throws TrustException {
        var certificate = Certificates.der(der);
        try {
            var usage = certificate.getKeyUsage();
            var purposes = certificate.getExtendedKeyUsage();
            if (certificate.getBasicConstraints() >= 0
                    || usage == null
                    || !usage[DIGITAL_SIGNATURE]
                    || purposes == null
                    || !purposes.contains(CODE_SIGNING)) {
                throw new TrustException("its certificate is not one for signing code");
            }
            return new IdentityCertificate(certificate, der);
        } catch (CertificateParsingException e) {
            throw new TrustException("its certificate cannot be read");
        }
    }

    /** The key that it is for. */
    CosignKey key() throws TrustException {
        return CosignKey.of("certificate", certificate.getPublicKey())
                .orElseThrow(() -> new TrustException("the key of its certificate is not of a kind that is known"));
    }

    /** For whom it was made. */
    SignerIdentity identity() throws TrustException {
        return new SignerIdentity(issuer(), subject());
    }

    private String subject() throws TrustException {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            throw new TrustException("its certificate names nobody");
        }
        if (names == null || names.size() != 1) {
            throw new TrustException("its certificate does not name exactly one subject");
        }
        var name = names.iterator().next();
        int kind = (Integer) name.getFirst();
        if ((kind == EMAIL || kind == URI) && name.get(1) instanceof String subject) {
            return subject;
        }
        if (kind == OTHER
                && name.size() > OTHER_VALUE
                && USER_NAME.equals(name.get(2))
                && name.get(OTHER_VALUE) instanceof String subject) {
            return subject;
        }
        throw new TrustException(
                "the subject of its certificate is not an e-mail address, a URI or the name of a user");
    }

    private String issuer() throws TrustException {
        try {
            var present = extension(ISSUER);
            if (present.isPresent()) {
                return ASN1UTF8String.getInstance(present.get()).getString();
            }
            return extension(OLD_ISSUER)
                    .map(it -> new String(it, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new TrustException("its certificate does not say who vouches for the subject"));
        } catch (IllegalArgumentException e) {
            throw new TrustException("its certificate does not say who vouches for the subject");
        }
    }

    /** The content of an extension; empty when there is none, or nothing in it. */
    Optional<byte[]> extension(String id) {
        return Optional.ofNullable(certificate.getExtensionValue(id))
                .map(it -> ASN1OctetString.getInstance(it).getOctets())
                .filter(it -> it.length > 0);
    }
}
