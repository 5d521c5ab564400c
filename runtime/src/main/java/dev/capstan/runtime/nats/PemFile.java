package dev.capstan.runtime.nats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PEM files hold; every failure names the file and what to do. */
final class PemFile {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** Fields of certificates and keys are a few kilobytes. */
    private static final int LARGEST = 1 << 20;

    private PemFile() {}

    /** All certificates, in the order of the file; at least one. */
    static List<X509Certificate> certificates(String file) throws CertificateException {
        try {
            List<X509Certificate> all =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (all.isEmpty()) {
                throw new CertificateException(file + " holds no certificate; it must hold PEM certificates");
            }
            return all;
        } catch (IOException unreadable) {
            throw new CertificateException(
                    file + " cannot be read: mount the Secret with the certificates", unreadable);
        }
    }

    /** The private key. */
    static PrivateKey key(String file) throws GeneralSecurityException {
        try {
            Matcher key = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
            if (!key.find()) {
                throw new InvalidKeySpecException(
                        file + " holds no PKCS #8 key: convert it with openssl pkcs8 -topk8 -nocrypt");
            }
            var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
            for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
                } catch (InvalidKeySpecException _) {
                    // a key of another algorithm
                }
            }
            throw new InvalidKeySpecException(file + " holds a key that is neither EC, RSA nor Ed25519");
        } catch (IOException unreadable) {
            throw new InvalidKeySpecException(file + " cannot be read: mount the Secret with the key", unreadable);
        }
    }

    private static byte[] bytes(String file) throws IOException {
        try (var content = Files.newInputStream(Path.of(file))) {
            return content.readNBytes(LARGEST);
        }
    }
}
