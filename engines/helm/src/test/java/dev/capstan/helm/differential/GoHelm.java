package dev.capstan.helm.differential;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real helm command, compiled once from its Go module and kept in the user's cache folder. */
final class GoHelm {
    static final String VERSION = "v4.3.1";

    private static final String DEBUG_HINT = "\n\nUse --debug flag to render out invalid YAML";

    /** What the command said. */
    record Answer(boolean succeeded, String output, String error) {}

    private final Path command;

    private GoHelm(Path command) {
        this.command = command;
    }

    /** The command, or why there is none, as a message for readers of the test report. */
    sealed interface Search {
        record Found(GoHelm command) implements Search {}

        record Missing(String reason) implements Search {}
    }

    static Search find() throws IOException, InterruptedException {
        String given = System.getProperty("helm.command", "");
        if (!given.isEmpty()) {
            return new Search.Found(new GoHelm(Path.of(given)));
        }
        Path folder = cacheFolder().resolve("helm-" + VERSION);
        Path command = folder.resolve("helm");
        if (Files.isExecutable(command)) {
            return new Search.Found(new GoHelm(command));
        }
        Optional<Path> go = onPath("go");
        if (go.isEmpty()) {
            return new Search.Missing("no Go toolchain on the PATH to compile helm " + VERSION + " with");
        }
        Files.createDirectories(folder);
        var build = new ProcessBuilder(go.get().toString(), "install", "helm.sh/helm/v4/cmd/helm@" + VERSION);
        build.environment().put("GOBIN", folder.toString());
        build.environment().put("GOFLAGS", "");
        Path log = folder.resolve("build.log");
        Process process = build.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(20, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return new Search.Missing("compiling helm took longer than twenty minutes");
        }
        return process.exitValue() == 0
                ? new Search.Found(new GoHelm(command))
                : new Search.Missing("helm could not be compiled: " + Files.readString(log));
    }

    private static Path cacheFolder() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("capstan");
    }

    private static Optional<Path> onPath(String name) {
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Runs {@code helm template} in a folder, with notes and log lines left out. */
    Answer template(Path folder, List<String> arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("helm", ".out");
        Path error = Files.createTempFile("helm", ".err");
        try {
            List<String> words = new ArrayList<>(List.of(command.toString(), "template"));
            words.addAll(arguments);
            var builder = new ProcessBuilder(words);
            builder.environment().putAll(Map.of("TZ", "UTC", "HELM_DEBUG", "false", "HELM_CACHE_HOME", "none"));
            Process process = builder.directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("helm template did not end within two minutes");
            }
            return new Answer(
                    process.exitValue() == 0,
                    Files.readString(output, StandardCharsets.UTF_8),
                    message(Files.readString(error, StandardCharsets.UTF_8)));
        } finally {
            Files.delete(output);
            Files.delete(error);
        }
    }

    private static String message(String error) {
        int start = error.startsWith("Error: ") ? 0 : error.indexOf("\nError: ") + 1;
        String message = error.startsWith("Error: ", start) ? error.substring(start + "Error: ".length()) : error;
        return message.strip().replace(DEBUG_HINT, "");
    }

    /** Writes a tree of files under a folder. */
    static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
