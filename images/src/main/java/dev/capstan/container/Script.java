package dev.capstan.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A script of this module as a process, on the JDK that runs us. */
final class Script {
    private static final long LIMIT_MINUTES = 20;

    private Script() {}

    /**
     * Runs it and returns what it prints; what it says on standard error becomes the message of a failure.
     *
     * @throws ImageException when it fails or takes too long
     */
    static String run(Path folder, List<String> command) {
        Path said = null;
        try {
            said = Files.createTempFile("capstan-image-", ".log");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(said.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            var process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new ImageException(command.getFirst() + " did not end within " + LIMIT_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new ImageException(Files.readString(said).strip());
            }
            return printed;
        } catch (IOException e) {
            throw new ImageException(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(command.getFirst() + " was interrupted", e);
        } finally {
            delete(said);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ImageException(file + " cannot be deleted", e);
        }
    }
}
