package dev.capstan.sealedsecret.key;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Makes key pairs: RSA, with a certificate that they sign themselves.
 *
 * @param bits length of the RSA key
 * @param validity how long certificates are valid
 * @param commonName the common name in certificates; may be empty
 */
public record KeyPairs(int bits, Duration validity, String commonName) {
    private static final int SERIAL_BITS = 127;

    /**
     * What goes into a new Secret.
     *
     * @param certificate the certificate in PEM
     * @param privateKey the private key in PEM, of PKCS #1
     */
    public record Fresh(String certificate, String privateKey) {
        /** Without the private key. */
        @Override
        public String toString() {
            return "Fresh[]";
        }
    }

    /** Makes one; takes seconds. */
    public Fresh make(SecureRandom random, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] pkcs1 = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
            byte[] certificate = certificate(pair, random, now.truncatedTo(ChronoUnit.SECONDS))
                    .getEncoded();
            return new Fresh(pem("CERTIFICATE", certificate), pem("RSA PRIVATE KEY", pkcs1));
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("The JDK can make RSA keys and sign with them", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private X509Certificate certificate(KeyPair pair, SecureRandom random, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var holder = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
        var builder = new JcaX509v3CertificateBuilder(
                holder,
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(now),
                Date.from(now.plus(validity)),
                holder,
                pair.getPublic());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.encipherOnly));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        var signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static String pem(String type, byte[] der) throws IOException {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        }
        return text.toString().replace("\r\n", "\n");
    }
}
