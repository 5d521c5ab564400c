package dev.capstan.devcluster;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The program that runs K3s in a container for as long as its standard input stays open. It is a process of its own, so that
 * Testcontainers and what it brings are on nobody's class path, and so that the container ends however its user ends.
 *
 * @param libraries folder with the jars of the module {@code k3s}
 */
record K3sProgram(Path libraries) {

    /** Environment variable that names another image of K3s. */
    static final String IMAGE = "CAPSTAN_K3S_IMAGE";

    /** Of the same minor version of Kubernetes as devcluster. */
    static final String DEFAULT_IMAGE = "rancher/k3s:v1.34.9-k3s1";

    private static final String MAIN = "dev.capstan.k3s.K3s";

    /** Ended by Ctrl-C or SIGTERM, as a shell reports it and as a JVM does. */
    private static final List<Integer> INTERRUPTED = List.of(130, 143);

    static String image(Map<String, String> environment) {
        String named = environment.getOrDefault(IMAGE, "");
        return named.isBlank() ? DEFAULT_IMAGE : named.strip();
    }

    /**
     * Pulls the image where it is missing, starts K3s and waits until it takes work.
     *
     * @throws ClusterException when the start was interrupted
     */
    K3sStart start(ContainerEngine engine, Map<String, String> environment, Progress progress) {
        String image = image(environment);
        long begin = System.nanoTime();
        try {
            Path folder = Files.createTempDirectory("capstan-k3s-");
            Path log = folder.resolve("k3s.log");
            Process process =
                    process(engine, image, folder).redirectError(log.toFile()).start();
            try {
                String failure = listen(process, progress);
                if (failure.isEmpty()) {
                    Duration startTime = Duration.ofNanos(System.nanoTime() - begin);
                    return new K3sStart.Started(new K3sCluster(process, folder, image, engine.address(), startTime));
                }
                // Of what was to be expected all is said; what was not leaves its log.
                String reason = Files.exists(log) ? failure + "; its log: " + log : failure;
                return new K3sStart.Failed("K3s (%s in the container engine at %s) did not start: %s"
                        .formatted(image, engine.address(), reason));
            } catch (IOException | InterruptedException | RuntimeException e) {
                process.destroy();
                throw e;
            }
        } catch (IOException e) {
            return new K3sStart.Failed("K3s could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while K3s started", e);
        }
    }

    private ProcessBuilder process(ContainerEngine engine, String image, Path folder) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                libraries.resolve("*").toString(),
                MAIN,
                image,
                folder.toString());
        URI address = engine.address();
        builder.environment().put("DOCKER_HOST", address.toString());
        // The program ends its container itself, also after a crash of ours. Another container that watches would have
        // to be pulled first, and is refused by some engines.
        builder.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
        return builder;
    }

    /** What was in the way; empty when it is ready. */
    private static String listen(Process process, Progress progress) throws IOException, InterruptedException {
        var lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String text = line.substring(Math.min(line.length(), line.indexOf(' ') + 1));
            if (line.equals("ready")) {
                return "";
            } else if (line.startsWith("failed ")) {
                process.waitFor();
                return text;
            } else {
                progress.tick("  " + text);
            }
        }
        int code = process.waitFor();
        if (INTERRUPTED.contains(code)) {
            throw new ClusterException("K3s was asked to end while it started");
        }
        return "its program ended with exit code " + code;
    }
}
