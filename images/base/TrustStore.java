import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;

/**
 * Writes the certificates in a folder as the trust store of a Java runtime: PKCS #12 without a password, as the JDK ships it.
 *
 * <p>Run as a source file by {@code build}, with the file to write and the folder. The same certificates give the same bytes.
 */
class TrustStore {
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Path file = Path.of(arguments[0]);
        List<Path> certificates;
        try (var found = Files.list(Path.of(arguments[1]))) {
            certificates = found.filter(path -> path.toString().endsWith(".crt")).sorted().toList();
        }
        if (certificates.isEmpty()) {
            throw new IOException("there is no certificate in " + arguments[1]);
        }
        // Without these the store would be encrypted, with salts that differ each time.
        System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
        System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var reader = CertificateFactory.getInstance("X.509");
        for (var certificate : certificates) {
            try (var bytes = Files.newInputStream(certificate)) {
                String name = certificate.getFileName().toString();
                store.setCertificateEntry(name.substring(0, name.length() - ".crt".length()), reader.generateCertificate(bytes));
            }
        }
        try (var target = Files.newOutputStream(file)) {
            store.store(target, null);
        }
    }
}
