package dev.capstan.testkit.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that vouches for itself, for 127.0.0.1 and localhost where nothing else is said, made with the JDK's keytool; for servers and clients. */
public final class TestCertificate {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "holder";

    private final KeyStore keys;

    private TestCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /** Makes a new one. */
    public static TestCertificate create() {
        return createFor("ip:127.0.0.1", "dns:localhost");
    }

    /**
     * Makes one for other names.
     *
     * @param names as keytool writes them: {@code ip:10.0.0.1}, {@code dns:nats.flux-system.svc}
     */
    public static TestCertificate createFor(String... names) {
        try {
            return made(String.join(",", names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestCertificate made(String names) throws IOException {
        Path folder = Files.createTempDirectory("test-certificate-");
        Path store = folder.resolve("store.p12");
        try {
            keytool(store, names);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream stream = Files.newInputStream(store)) {
                keys.load(stream, PASSWORD);
            }
            return new TestCertificate(keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot read what its own keytool wrote", e);
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(folder);
        }
    }

    private static void keytool(Path store, String names) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=testkit",
                        "-ext",
                        "san=" + names,
                        "-ext",
                        "bc=ca:true",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }

    /**
     * What a server needs that shows this certificate.
     *
     * @param client the certificate of the only client that is let in; empty to let in any
     */
    public HttpsConfigurator forServer(Optional<TestCertificate> client) {
        return new HttpsConfigurator(context(client)) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setNeedClientAuth(client.isPresent());
            }
        };
    }

    private SSLContext context(Optional<TestCertificate> client) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), client.isEmpty() ? null : trusting(client.get()), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK cannot use what its own keytool wrote", e);
        }
    }

    private static TrustManager[] trusting(TestCertificate client) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.keys.getCertificate(ALIAS));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers.getTrustManagers();
    }

    /** For clients that trust this certificate and no other. */
    public SSLContext forClients() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusting(this), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK cannot use what its own keytool wrote", e);
        }
    }

    /** The certificate; a client that trusts it trusts its holder. */
    public String pem() {
        try {
            return pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot read what its own keytool wrote", e);
        }
    }

    /** The private key of the holder. */
    public String keyPem() {
        try {
            return pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot read what its own keytool wrote", e);
        }
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
