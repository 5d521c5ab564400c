package dev.capstan.helm.differential;

import dev.capstan.testkit.helm.HelmProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real helm command, as far as it renders. */
final class GoHelm {
    private static final String DEBUG_HINT = "\n\nUse --debug flag to render out invalid YAML";

    /** What the command said. */
    record Answer(boolean succeeded, String output, String error) {}

    private final Path command;

    /** Skips the test where there is no command. */
    GoHelm() {
        command = HelmProgram.orSkip();
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
