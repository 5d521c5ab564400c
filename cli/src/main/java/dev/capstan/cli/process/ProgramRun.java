package dev.capstan.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What a program did that was started and waited for.
 *
 * @param out what it wrote, which may be secret
 * @param err what it said
 */
public record ProgramRun(int exitCode, byte[] out, String err) {
    /**
     * Runs a program of the user.
     *
     * @param variables beside those of this process
     * @param in is given to it
     * @throws IOException when it cannot be started
     */
    public static ProgramRun of(List<String> command, Map<String, String> variables, byte[] in) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(variables);
        Process process = builder.start();
        var said = CompletableFuture.supplyAsync(() -> allOf(process.getErrorStream()), Thread::startVirtualThread);
        give(process, in);
        byte[] out = process.getInputStream().readAllBytes();
        try {
            return new ProgramRun(process.waitFor(), out, new String(said.join(), StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] allOf(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program that does not read to the end says by its exit code what is wrong. */
    private static void give(Process process, byte[] in) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(in);
        } catch (IOException ended) {
            // It has ended, or closed its input.
        }
    }

    /** The last line of what it said. */
    public String lastWord() {
        return err.lines().reduce("", (before, line) -> line);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Without what it wrote. */
    @Override
    public String toString() {
        return "ProgramRun[" + exitCode + "]";
    }
}
