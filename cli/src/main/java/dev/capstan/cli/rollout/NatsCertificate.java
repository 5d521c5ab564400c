package dev.capstan.cli.rollout;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate for the NATS server of one namespace, by an authority of its own whose key nobody keeps: it signs nothing else.
 *
 * @param authority PEM of the authority's certificate
 * @param certificate PEM of the server's certificate
 * @param key PEM of the server's key, PKCS #8
 */
record NatsCertificate(String authority, String certificate, String key) {

    /** What browsers and others take as the longest that a server's certificate may be good. */
    static final Duration VALIDITY = Duration.ofDays(825);

    /** Clocks of nodes may be behind. */
    private static final Duration LEEWAY = Duration.ofHours(1);

    private static final X500Name AUTHORITY = new X500Name("CN=capstan-nats-authority");

    /** Makes one that is good from an hour before {@code now} for {@link #VALIDITY}. */
    static NatsCertificate make(String namespace, Instant now, SecureRandom random) {
        try {
            KeyPair authority = keys(random);
            KeyPair server = keys(random);
            var ends = now.plus(VALIDITY);
            X509Certificate root = sign(
                    builder(AUTHORITY, authority, now, ends, random)
                            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)),
                    authority);
            X509Certificate leaf = sign(
                    builder(new X500Name("CN=nats"), server, now, ends, random)
                            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                            .addExtension(
                                    Extension.extendedKeyUsage,
                                    false,
                                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                            .addExtension(Extension.subjectAlternativeName, false, names(namespace)),
                    authority);
            return new NatsCertificate(pem(root), pem(leaf), pem(new JcaPKCS8Generator(server.getPrivate(), null)));
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("Every JDK knows these algorithms", impossible);
        }
    }

    private static GeneralNames names(String namespace) {
        return new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "nats." + namespace + ".svc"),
            new GeneralName(GeneralName.dNSName, "nats." + namespace + ".svc.cluster.local")
        });
    }

    private static KeyPair keys(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name subject, KeyPair keys, Instant now, Instant ends, SecureRandom random) {
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(127, random).add(BigInteger.ONE),
                Date.from(now.minus(LEEWAY)),
                Date.from(ends),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair authority)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
