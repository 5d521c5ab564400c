package dev.capstan.helm.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real Helm command, where it is at hand, against a test cluster. */
final class HelmCommand {

    /** What the command said. */
    record Answer(int exitCode, String output) {}

    /** Where the differential tests of the renderer keep the command that they build. */
    private static final String CACHED = "helm-v4.3.1/helm";

    private final Path command;
    private final Path kubeconfig;
    private final String namespace;

    private HelmCommand(Path command, Path kubeconfig, String namespace) {
        this.command = command;
        this.kubeconfig = kubeconfig;
        this.namespace = namespace;
    }

    /** The command that {@code -Dhelm.command} names, or the one in the cache folder; empty when there is none. */
    static Optional<HelmCommand> find(Path kubeconfig, String namespace) {
        String given = System.getProperty("helm.command", "");
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isEmpty())
                .orElse(System.getProperty("user.home") + "/.cache");
        Path command = given.isEmpty() ? Path.of(cache, "capstan", CACHED) : Path.of(given);
        return Files.isExecutable(command)
                ? Optional.of(new HelmCommand(command, kubeconfig, namespace))
                : Optional.empty();
    }

    /** Runs it to its end; fails the test when it does not succeed. */
    String run(String... arguments) throws IOException, InterruptedException {
        Answer answer = ask(arguments);
        if (answer.exitCode() != 0) {
            throw new AssertionError(answer.output());
        }
        return answer.output();
    }

    Answer ask(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("helm", ".out");
        try {
            Process process = start(output, arguments);
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("helm " + String.join(" ", arguments) + " did not end within a minute");
            }
            return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Starts it. */
    Process start(Path output, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.toString(), "--kubeconfig", kubeconfig.toString()));
        words.addAll(List.of("--namespace", namespace));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
