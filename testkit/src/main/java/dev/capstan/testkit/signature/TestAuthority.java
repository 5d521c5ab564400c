package dev.capstan.testkit.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority of tests with a key of its own.
 *
 * @param chain its certificate first, its root last
 */
public record TestAuthority(KeyPair keys, List<X509Certificate> chain) {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    /** An extension of a certificate. */
    public record Part(ASN1ObjectIdentifier id, boolean isCritical, byte[] value) {
        /** One whose value is well-formed. */
        public Part(ASN1ObjectIdentifier id, boolean isCritical, ASN1Encodable value) {
            this(id, isCritical, encoded(value));
        }

        private static byte[] encoded(ASN1Encodable value) {
            try {
                return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What the key is for. */
        public static Part usage(int bits) {
            return new Part(Extension.keyUsage, true, new KeyUsage(bits));
        }

        /** That it is the certificate of an authority. */
        public static Part authority() {
            return new Part(Extension.basicConstraints, true, new BasicConstraints(true));
        }
    }

    /** When a certificate is valid. */
    public record Validity(Instant from, Instant to) {
        /** From a day before a moment to a day after it. */
        public static Validity around(Instant now) {
            return new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        }
    }

    /** A root that is valid for a year around a moment. */
    public static TestAuthority root(String name, Instant now) {
        var keys = SigningKeys.ec();
        var validity = new Validity(now.minus(Duration.ofDays(180)), now.plus(Duration.ofDays(180)));
        var certificate = certificate(
                new X500Name(name),
                keys,
                name,
                keys.getPublic(),
                validity,
                List.of(Part.authority(), Part.usage(KeyUsage.keyCertSign)));
        return new TestAuthority(keys, List.of(certificate));
    }

    /** An authority below this one. */
    public TestAuthority authority(String name, Validity validity, Part... parts) {
        var other = SigningKeys.ec();
        return new TestAuthority(other, issue(name, other.getPublic(), validity, parts));
    }

    /** A certificate with its chain. */
    public List<X509Certificate> issue(String subject, PublicKey key, Validity validity, Part... parts) {
        var all = new ArrayList<X509Certificate>();
        var issuer =
                X500Name.getInstance(chain.getFirst().getSubjectX500Principal().getEncoded());
        all.add(certificate(issuer, keys, subject, key, validity, List.of(parts)));
        all.addAll(chain);
        return List.copyOf(all);
    }

    /** A certificate by itself. */
    public static X509Certificate certificate(
            X500Name issuer, KeyPair signer, String subject, PublicKey key, Validity validity, List<Part> parts) {
        var algorithm = signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        try {
            return certificate(
                    issuer,
                    new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()),
                    subject,
                    key,
                    validity,
                    parts);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate by itself, signed in a way of its own. */
    public static X509Certificate certificate(
            X500Name issuer, ContentSigner signer, String subject, PublicKey key, Validity validity, List<Part> parts) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(validity.from()),
                    Date.from(validity.to()),
                    new X500Name(subject),
                    key);
            for (var part : parts) {
                builder.addExtension(part.id(), part.isCritical(), part.value());
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertIOException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Certificates as files hold them. */
    public static String pem(List<X509Certificate> certificates) {
        var text = new StringBuilder();
        for (var certificate : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(SigningKeys.base64(der(certificate)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    /** A certificate as bytes. */
    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
