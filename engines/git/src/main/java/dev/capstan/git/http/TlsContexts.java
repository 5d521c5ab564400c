package dev.capstan.git.http;

import dev.capstan.git.GitFailure;
import dev.capstan.git.TlsMaterial;
import dev.capstan.git.transport.GitFailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/** Turns PEM texts into what JSSE wants. Given authorities are added to those of the system, never put in their place. */
final class TlsContexts {
    private static final char[] NO_PASSWORD = new char[0];

    private TlsContexts() {}

    static SSLContext from(TlsMaterial material) throws GitFailureException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers(material), trustManagers(material), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new GitFailureException(
                    new GitFailure.CredentialsInvalid("the TLS certificates or key cannot be used: " + e.getMessage()),
                    e);
        }
    }

    private static KeyManager @Nullable [] keyManagers(TlsMaterial material)
            throws GeneralSecurityException, IOException {
        if (material.client().isEmpty()) {
            return null;
        }
        var client = material.client().get();
        var chain = certificates(client.certificates()).toArray(new Certificate[0]);
        var store = emptyStore();
        store.setKeyEntry("client", privateKey(client.privateKey()), NO_PASSWORD, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trustManagers(TlsMaterial material)
            throws GeneralSecurityException, IOException {
        if (material.authorities().isEmpty()) {
            return null;
        }
        var store = emptyStore();
        int n = 0;
        for (var certificate : systemAuthorities()) {
            store.setCertificateEntry("system-" + n++, certificate);
        }
        for (var certificate : certificates(material.authorities().get())) {
            store.setCertificateEntry("given-" + n++, certificate);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static List<X509Certificate> systemAuthorities() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        var authorities = new ArrayList<X509Certificate>();
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                authorities.addAll(List.of(trust.getAcceptedIssuers()));
            }
        }
        return authorities;
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
            throw new GeneralSecurityException("it has no PEM certificate");
        }
        return found;
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException, IOException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            var converter = new JcaPEMKeyConverter();
            return switch (parser.readObject()) {
                case PEMKeyPair pair -> converter.getKeyPair(pair).getPrivate();
                case PrivateKeyInfo key -> converter.getPrivateKey(key);
                case null -> throw new GeneralSecurityException("it has no PEM private key");
                default -> throw new GeneralSecurityException("the private key is encrypted or of an unknown kind");
            };
        }
    }
}
