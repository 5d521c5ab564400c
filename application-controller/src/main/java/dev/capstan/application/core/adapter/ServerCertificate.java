package dev.capstan.application.core.adapter;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that vouches for itself, for one run of the process: the command comes through the API server, and looks at no name.
 *
 * @param certificate PEM
 * @param key PEM of PKCS #8
 */
record ServerCertificate(String certificate, String key) {
    private static final X500Name NAME = new X500Name("CN=capstan-application-controller");
    private static final Duration LEEWAY = Duration.ofHours(1);
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int SERIAL_BITS = 127;

    /** Makes one. */
    static ServerCertificate make(Instant now, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            var builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                    Date.from(now.minus(LEEWAY)),
                    Date.from(now.plus(VALIDITY)),
                    NAME,
                    keys.getPublic());
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            byte[] certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(signer))
                    .getEncoded();
            return new ServerCertificate(
                    pem("CERTIFICATE", certificate),
                    pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("Every JDK knows these algorithms", impossible);
        }
    }

    private static String pem(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ServerCertificate[]";
    }
}
