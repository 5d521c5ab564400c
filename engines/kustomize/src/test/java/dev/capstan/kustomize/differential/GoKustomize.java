package dev.capstan.kustomize.differential;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real kustomize command, compiled once from its Go module and kept in the user's cache folder. */
final class GoKustomize {
    static final String VERSION = "v5.8.1";

    /** What the command said. */
    record Answer(boolean succeeded, String output, String error) {}

    private final Path command;

    private GoKustomize(Path command) {
        this.command = command;
    }

    /** The command, or why there is none, as a message for readers of the test report. */
    sealed interface Search {
        record Found(GoKustomize command) implements Search {}

        record Missing(String reason) implements Search {}
    }

    static Search find() throws IOException, InterruptedException {
        String given = System.getProperty("kustomize.command", "");
        if (!given.isEmpty()) {
            return new Search.Found(new GoKustomize(Path.of(given)));
        }
        Path folder = cacheFolder().resolve("kustomize-" + VERSION);
        Path command = folder.resolve("kustomize");
        if (Files.isExecutable(command)) {
            return new Search.Found(new GoKustomize(command));
        }
        Optional<Path> go = onPath("go");
        if (go.isEmpty()) {
            return new Search.Missing("no Go toolchain on the PATH to compile kustomize " + VERSION + " with");
        }
        Files.createDirectories(folder);
        ProcessBuilder build =
                new ProcessBuilder(go.get().toString(), "install", "sigs.k8s.io/kustomize/kustomize/v5@" + VERSION);
        build.environment().put("GOBIN", folder.toString());
        build.environment().put("GOFLAGS", "");
        Path log = folder.resolve("build.log");
        Process process = build.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return new Search.Missing("compiling kustomize took longer than ten minutes");
        }
        return process.exitValue() == 0
                ? new Search.Found(new GoKustomize(command))
                : new Search.Missing("kustomize could not be compiled: " + Files.readString(log));
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

    Answer build(Path root) throws IOException, InterruptedException {
        Path output = Files.createTempFile("kustomize", ".out");
        Path error = Files.createTempFile("kustomize", ".err");
        try {
            Process process = new ProcessBuilder(command.toString(), "build", root.toString())
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("kustomize build did not end within two minutes");
            }
            return new Answer(
                    process.exitValue() == 0,
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(error, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
            Files.delete(error);
        }
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
