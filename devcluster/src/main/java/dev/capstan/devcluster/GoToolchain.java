package dev.capstan.devcluster;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Go installation.
 *
 * @param command the go command
 * @param version as it says itself, for example {@code go1.26.8}
 */
record GoToolchain(Path command, String version) {

    /** Looks at {@code CAPSTAN_GO}, the PATH and the usual folder. */
    static Optional<GoToolchain> find(Map<String, String> environment) {
        return candidates(environment)
                .filter(Files::isExecutable)
                .flatMap(command -> versionOf(command).map(version -> new GoToolchain(command, version)).stream())
                .findFirst();
    }

    private static Stream<Path> candidates(Map<String, String> environment) {
        Stream<Path> named = Optional.ofNullable(environment.get("CAPSTAN_GO")).map(Path::of).stream();
        Stream<Path> onPath = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "go"));
        return Stream.of(named, onPath, Stream.of(Path.of("/usr/local/go/bin/go")))
                .flatMap(paths -> paths);
    }

    private static Optional<String> versionOf(Path command) {
        try {
            Process process = new ProcessBuilder(command.toString(), "env", "GOVERSION")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && !version.isEmpty() ? Optional.of(version) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a file of that name that cannot be run is no Go: the next candidate is asked
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while asking " + command + " for its version", e);
        }
    }
}
