package dev.capstan.helm.release;

import dev.capstan.testkit.helm.HelmProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real Helm command against a test cluster. */
final class HelmCommand {

    /** What the command said. */
    record Answer(int exitCode, String output) {}

    private final Path command;
    private final Path kubeconfig;
    private final String namespace;

    /** Skips the test where there is no command. */
    HelmCommand(Path kubeconfig, String namespace) {
        this.command = HelmProgram.orSkip();
        this.kubeconfig = kubeconfig;
        this.namespace = namespace;
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
