package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes certificates for servers and clients, and for those who sign them. */
final class CertificateMaker {

    static final int RSA_BITS = 2048;

    private static final int SERIAL_BITS = 128;
    private static final int P384_BITS = 384;

    private final SecureRandom random;
    private final Clock clock;

    CertificateMaker(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** A certificate that signs others, signed by itself. */
    CertificateValue authority(String name, long days, KeyPair key) {
        X500Name subject = name(name);
        return made(subject, SubjectNames.NONE, days, key, true, new Signer(subject, null, key.getPrivate()));
    }

    /** A certificate signed by itself. */
    CertificateValue selfSigned(String name, SubjectNames names, long days, KeyPair key) {
        X500Name subject = name(name);
        return made(subject, names, days, key, false, new Signer(subject, null, key.getPrivate()));
    }

    /** A certificate signed by another. */
    CertificateValue signed(String name, SubjectNames names, long days, CertificateValue authority, KeyPair key) {
        X509CertificateHolder parent = CustomCertificate.parsed(authority.certificate(), "decodedSignerCert");
        PrivateKey parentKey;
        try {
            parentKey = PrivateKeys.read(authority.key()).getPrivate();
        } catch (FunctionException invalid) {
            throw new FunctionException("error parsing private key: " + invalid.getMessage());
        }
        SubjectKeyIdentifier id = SubjectKeyIdentifier.fromExtensions(parent.getExtensions());
        return made(name(name), names, days, key, false, new Signer(parent.getSubject(), id, parentKey));
    }

    private record Signer(X500Name name, @Nullable SubjectKeyIdentifier id, PrivateKey key) {}

    private static X500Name name(String commonName) {
        return commonName.isEmpty()
                ? new X500NameBuilder(BCStyle.INSTANCE).build()
                : new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.CN, commonName)
                        .build();
    }

    private CertificateValue made(
            X500Name subject, SubjectNames names, long days, KeyPair key, boolean isAuthority, Signer signer) {
        Instant from = clock.instant();
        SubjectPublicKeyInfo publicKey =
                SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                signer.name,
                new BigInteger(SERIAL_BITS, random),
                Date.from(from),
                Date.from(from.plus(days, ChronoUnit.DAYS)),
                subject,
                publicKey);
        try {
            addExtensions(builder, names, publicKey, isAuthority, signer, subject);
            X509CertificateHolder certificate =
                    builder.build(new JcaContentSignerBuilder(algorithm(signer.key)).build(signer.key));
            return new CertificateValue(
                    new PemBlock("CERTIFICATE", certificate.getEncoded()).toString(), PrivateKeys.pem(key));
        } catch (IOException | OperatorCreationException impossible) {
            throw new FunctionException("error creating certificate: " + impossible.getMessage(), impossible);
        }
    }

    private static void addExtensions(
            X509v3CertificateBuilder builder,
            SubjectNames names,
            SubjectPublicKeyInfo publicKey,
            boolean isAuthority,
            Signer signer,
            X500Name subject)
            throws IOException {
        int usage = KeyUsage.digitalSignature | KeyUsage.keyEncipherment | (isAuthority ? KeyUsage.keyCertSign : 0);
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (isAuthority) {
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new BcX509ExtensionUtils().createSubjectKeyIdentifier(publicKey));
        }
        if (signer.id != null && !signer.name.equals(subject)) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(signer.id.getKeyIdentifier()));
        }
        if (!names.names().isEmpty()) {
            boolean isAllThereIs = subject.getRDNs().length == 0;
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    isAllThereIs,
                    new GeneralNames(names.names().toArray(new GeneralName[0])));
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key) {
            case RSAPrivateKey _ -> "SHA256withRSA";
            case ECPrivateKey elliptic -> {
                int bits = elliptic.getParams().getOrder().bitLength();
                yield bits < P384_BITS ? "SHA256withECDSA" : bits == P384_BITS ? "SHA384withECDSA" : "SHA512withECDSA";
            }
            case DSAPrivateKey _ ->
                throw new FunctionException("error creating certificate: x509: certificate private key does not"
                        + " implement crypto.Signer");
            default -> "Ed25519";
        };
    }
}
