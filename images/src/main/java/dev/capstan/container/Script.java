package dev.capstan.container;

import java.io.IOException;
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
     * How a script ended.
     *
     * @param code its exit code
     * @param printed on standard output
     * @param said on standard error
     */
    record Ended(int code, String printed, String said) {}

    /**
     * Runs it and returns what it prints; what it says on standard error becomes the message of a failure.
     *
     * @throws ImageException when it fails or takes too long
     */
    static String run(Path folder, List<String> command) {
        var ended = attempt(folder, command);
        if (ended.code() != 0) {
            throw new ImageException(ended.said());
        }
        return ended.printed();
    }

    /**
     * Runs it.
     *
     * @throws ImageException when it cannot be started or takes too long
     */
    static Ended attempt(Path folder, List<String> command) {
        Path printed = null;
        Path said = null;
        try {
            // Into files: reading from a script that hangs would know no limit.
            printed = Files.createTempFile("capstan-image-", ".out");
            said = Files.createTempFile("capstan-image-", ".log");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(printed.toFile())
                    .redirectError(said.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            var process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new ImageException(command.getFirst() + " did not end within " + LIMIT_MINUTES + " minutes");
            }
            String output = Files.readString(printed);
            String errors = Files.readString(said).strip();
            return new Ended(process.exitValue(), output, errors);
        } catch (IOException e) {
            throw new ImageException(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(command.getFirst() + " was interrupted", e);
        } finally {
            delete(printed);
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
