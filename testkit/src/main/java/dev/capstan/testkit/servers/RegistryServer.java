package dev.capstan.testkit.servers;

import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real OCI registry on loopback, empty at first; its content goes with it. */
public final class RegistryServer implements AutoCloseable {

    /** The login of registries that want one. */
    public static final String USER = "reader";

    /** The password of registries that want one. */
    public static final String PASSWORD = "open sesame:1";

    /** Who is let in, and how. */
    public enum Access {
        /** Everybody. */
        OPEN,
        /** Whoever has the password, by HTTP basic authentication. */
        BASIC,
        /** Whoever has a token, which the registry's token service gives for the password. */
        TOKEN,
        /** As {@link #TOKEN}; everybody may pull with a token that is given for nothing. */
        ANONYMOUS_PULL
    }

    private final Path folder;
    private final GoServer server;

    private RegistryServer(Path folder, GoServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** The registry of the distribution project; it does not know the referrers API. */
    public static RegistryServer start(Access access) {
        return start(
                switch (access) {
                    case OPEN -> List.of();
                    case BASIC -> List.of("--login", USER + ":" + PASSWORD);
                    case TOKEN -> List.of("--login", USER + ":" + PASSWORD, "--auth", "token");
                    case ANONYMOUS_PULL ->
                        List.of("--login", USER + ":" + PASSWORD, "--auth", "token", "--anonymous-pull");
                });
    }

    /** The registry of go-containerregistry, which knows the referrers API; everybody is let in. */
    public static RegistryServer startWithReferrers() {
        return start(List.of("--referrers"));
    }

    /** An open registry that speaks TLS with this certificate. */
    public static RegistryServer startWithTls(TestCertificate certificate) {
        try {
            Path folder = Files.createTempDirectory("registry-");
            Path certificateFile = Files.writeString(folder.resolve("tls.crt"), certificate.pem());
            Path keyFile = Files.writeString(folder.resolve("tls.key"), certificate.keyPem());
            return start(
                    folder, List.of("--tls-certificate", certificateFile.toString(), "--tls-key", keyFile.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RegistryServer start(List<String> options) {
        try {
            return start(Files.createTempDirectory("registry-"), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RegistryServer start(Path folder, List<String> options) {
        var command = new ArrayList<>(List.of("registry", "--dir", folder.toString()));
        command.addAll(options);
        return new RegistryServer(folder, GoServer.start(folder.resolve("registry.log"), command));
    }

    /** Host and port, as in front of a repository's name. */
    public String address() {
        return server.address();
    }

    /** A docker configuration with the login for this registry. */
    public String dockerConfig() {
        String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return "{\"auths\":{\"" + address() + "\":{\"auth\":\"" + login + "\"}}}";
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) found.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
