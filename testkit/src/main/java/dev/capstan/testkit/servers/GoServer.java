package dev.capstan.testkit.servers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.devcluster.GoProgram;
import dev.capstan.devcluster.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running command of the program in {@code testkit/go}. The program is built with Go the first time, which takes one or two
 * minutes. The server ends with {@link #close} and also when this JVM dies, however that happens.
 */
public final class GoServer implements AutoCloseable {
    private static final GoProgram.Recipe RECIPE = new GoProgram.Recipe(
            "testservers",
            GoServer.class,
            ".",
            List.of("-trimpath", "-buildvcs=false", "-ldflags=-s -w"),
            new GoProgram.Texts(
                    "an OCI registry and an S3 server",
                    "1 to 2 minutes",
                    "There is no Go to build the test servers with. Install Go 1.26 or newer, or name it:"
                            + " CAPSTAN_GO=/folder/bin/go"));
    private static final int END_SECONDS = 10;

    private final Process process;
    private final String address;

    private GoServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a command and waits until it is ready.
     *
     * @param log where its stderr goes
     * @param command and its arguments, as {@code testkit/go/main.go} lists them
     * @throws IllegalStateException with its last words, when it ends instead
     */
    public static GoServer start(Path log, List<String> command) {
        Path binary = new GoProgram(RECIPE, System.getenv(), Progress.on(System.out, false)).obtain();
        var line = new ArrayList<>(List.of(binary.toString()));
        line.addAll(command);
        try {
            Process process =
                    new ProcessBuilder(line).redirectError(log.toFile()).start();
            String first = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (first == null) {
                throw new IllegalStateException("testservers " + command + " ended:\n" + Files.readString(log));
            }
            return new GoServer(
                    process, new ObjectMapper().readTree(first).path("address").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, {@code 127.0.0.1:<port>}. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
