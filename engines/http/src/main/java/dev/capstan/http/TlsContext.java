package dev.capstan.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * PEM texts as JSSE wants them. Given authorities are added to those of the system, never put in their place.
 *
 * @param sockets for connections under these settings
 * @param trust what decides about certificates of servers
 */
record TlsContext(SSLSocketFactory sockets, X509TrustManager trust) {
    private static final char[] NO_PASSWORD = new char[0];

    /**
     * Reads the material.
     *
     * @throws HttpFailureException when it cannot be used
     */
    static TlsContext from(TlsMaterial material) throws HttpFailureException {
        try {
            var trust = trustManager(material);
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers(material), new TrustManager[] {trust}, null);
            return new TlsContext(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new HttpFailureException(new HttpFailure.TlsMaterialUnusable(reasonOf(e)), e);
        }
    }

    /** Our own sentences are passed on; those of the libraries name classes, and may quote what they could not read. */
    private static String reasonOf(Exception e) {
        return e instanceof UnusableMaterial && e.getMessage() != null
                ? e.getMessage()
                : "they are not certificates and keys in PEM, or they do not belong together";
    }

    private static final class UnusableMaterial extends GeneralSecurityException {
        private static final long serialVersionUID = 1L;

        UnusableMaterial(String why) {
            super(why);
        }
    }

    private static KeyManager @Nullable [] keyManagers(TlsMaterial material)
            throws GeneralSecurityException, IOException {
        if (material.client().isEmpty()) {
            return null;
        }
        var client = material.client().get();
        var chain = certificates(client.certificates()).toArray(new Certificate[0]);
        var key = privateKey(client.privateKey());
        requireThatTheyBelongTogether(key, chain[0]);
        var store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static X509TrustManager trustManager(TlsMaterial material) throws GeneralSecurityException, IOException {
        if (material.acceptsAnyServer()) {
            return new AnyServer();
        }
        if (material.authorities().isEmpty()) {
            return managerOf(null);
        }
        var store = emptyStore();
        int n = 0;
        for (var certificate : managerOf(null).getAcceptedIssuers()) {
            store.setCertificateEntry("system-" + n++, certificate);
        }
        for (var certificate : certificates(material.authorities().get())) {
            store.setCertificateEntry("given-" + n++, certificate);
        }
        return managerOf(store);
    }

    private static X509TrustManager managerOf(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new IllegalStateException("every Java runtime verifies X.509 certificates");
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        var found =
                List.<Certificate>copyOf(CertificateFactory.getInstance("X.509").generateCertificates(bytes));
        if (found.isEmpty()) {
            throw new UnusableMaterial("there is no certificate in PEM in them");
        }
        return found;
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException, IOException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            var converter = new JcaPEMKeyConverter();
            return switch (parser.readObject()) {
                case PEMKeyPair pair -> converter.getKeyPair(pair).getPrivate();
                case PrivateKeyInfo key -> converter.getPrivateKey(key);
                case null -> throw new UnusableMaterial("there is no private key in PEM in them");
                default -> throw new UnusableMaterial("the private key is encrypted or of an unknown kind");
            };
        }
    }

    /** Found out here, because a server only says that it could not decrypt something. */
    private static void requireThatTheyBelongTogether(PrivateKey key, Certificate certificate)
            throws GeneralSecurityException {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "";
        };
        if (algorithm.isEmpty()) {
            return;
        }
        byte[] text = "do they belong together".getBytes(StandardCharsets.US_ASCII);
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        if (certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            if (signature.verify(signed)) {
                return;
            }
        }
        throw new UnusableMaterial("the private key does not belong to the certificate");
    }
}
