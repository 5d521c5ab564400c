package dev.capstan.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command {@code capstan} of the class path of the test, as a process of its own that acts on one namespace.
 *
 * @param kubeconfig of the cluster
 * @param namespace the namespace
 * @param folder for its outputs
 */
public record CapstanCommand(Path kubeconfig, String namespace, Path folder) {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** What it says in between on a machine that is slow at this moment. */
    private static final Pattern SLOW = Pattern.compile("(?m)^capstan: waiting for an answer of .*\\R");

    /**
     * How it ended.
     *
     * @param code its exit code
     * @param output all that it printed, but for how long it waited for answers
     */
    public record Ended(int code, String output) {}

    /**
     * Runs it until it ends.
     *
     * @throws IllegalStateException with its output, when it has not ended in 90 seconds
     */
    public Ended run(String... arguments) throws IOException, InterruptedException {
        return run(LIMIT, arguments);
    }

    /**
     * Runs it until it ends, with another limit.
     *
     * @throws IllegalStateException with its output, when it has not ended by then
     */
    public Ended run(Duration limit, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = start(output, arguments);
        try {
            if (!process.waitFor(limit)) {
                throw new IllegalStateException("capstan %s has not ended in %d s; it said:%n%s"
                        .formatted(String.join(" ", arguments), limit.toSeconds(), Files.readString(output)));
            }
            return new Ended(
                    process.exitValue(), SLOW.matcher(Files.readString(output)).replaceAll(""));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts it; what it prints goes into that file. */
    public Process start(Path output, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcapstan.home=" + System.getProperty("capstan.root"), // it has the manifests at the same place
                "-Dcapstan.state=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.capstan.cli.Capstan"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--namespace", namespace, "--kubeconfig", kubeconfig.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
