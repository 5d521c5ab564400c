package dev.capstan.devcluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container engine with Docker's API: Docker, or podman where {@code DOCKER_HOST} names its socket.
 *
 * @param address as {@code DOCKER_HOST} has it: {@code unix:///path}, {@code tcp://host:port} or {@code npipe:////./pipe/name}
 */
record ContainerEngine(URI address) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The first engine that answers, in the order of {@link #candidates}; takes some milliseconds where there is none. */
    static Optional<ContainerEngine> find(Map<String, String> environment) {
        boolean isWindows = System.getProperty("os.name", "").startsWith("Windows");
        return candidates(environment, isWindows).stream()
                .filter(EngineCall::isAnswered)
                .map(ContainerEngine::new)
                .findFirst();
    }

    /**
     * Where engines listen: what {@code DOCKER_HOST} names and nothing else when it is set, the current context of the docker
     * command, then the usual sockets.
     */
    static List<URI> candidates(Map<String, String> environment, boolean isWindows) {
        String named = environment.getOrDefault("DOCKER_HOST", "");
        if (!named.isBlank()) {
            return address(named).stream().toList();
        }
        Path settings = settings(environment);
        List<URI> found =
                new ArrayList<>(ofContext(environment, settings).stream().toList());
        if (isWindows) {
            found.add(URI.create("npipe:////./pipe/docker_engine"));
            return found;
        }
        found.add(URI.create("unix:///var/run/docker.sock"));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isBlank()) {
            found.add(socket(Path.of(runtime, "docker.sock")));
        }
        found.add(socket(settings.resolve("run").resolve("docker.sock")));
        found.add(socket(settings.resolve("desktop").resolve("docker.sock")));
        return found;
    }

    private static Path settings(Map<String, String> environment) {
        String named = environment.getOrDefault("DOCKER_CONFIG", "");
        return named.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".docker")
                : Path.of(named);
    }

    private static URI socket(Path file) {
        return URI.create("unix://" + file.toUri().getRawPath());
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(URI.create(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // nobody answers at what is no address
        }
    }

    /** Engines of virtual machines (Colima, Rancher Desktop, OrbStack, Docker Desktop) are contexts. */
    private static Optional<URI> ofContext(Map<String, String> environment, Path settings) {
        String named = environment.getOrDefault("DOCKER_CONTEXT", "");
        String context = named.isBlank()
                ? read(settings.resolve("config.json")).path("currentContext").asText("")
                : named;
        if (context.isBlank() || context.equals("default")) {
            return Optional.empty();
        }
        Path description = settings.resolve("contexts")
                .resolve("meta")
                .resolve(sha256(context))
                .resolve("meta.json");
        String host =
                read(description).path("Endpoints").path("docker").path("Host").asText("");
        return host.isBlank() ? Optional.empty() : address(host);
    }

    private static JsonNode read(Path file) {
        try {
            return Files.isReadable(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
        } catch (IOException e) {
            return JSON.createObjectNode(); // what the docker command cannot read either names no engine
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
