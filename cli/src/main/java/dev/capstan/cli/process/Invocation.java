package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a command gets from whoever runs it, besides its words.
 *
 * @param environment may hold keys
 * @param out takes bytes as they are
 * @param err takes what is for people
 */
public record Invocation(Map<String, String> environment, InputStream in, OutputStream out, PrintWriter err) {
    private static final int NOT_WRITABLE = 3;

    /** Copies the environment. */
    public Invocation {
        environment = Map.copyOf(environment);
    }

    /** That of this process. */
    public static Invocation ofProcess(PrintWriter err) {
        return new Invocation(System.getenv(), System.in, new FileOutputStream(FileDescriptor.out), err);
    }

    /** The value of a variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The same with another value of a variable. */
    public Invocation with(String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        return new Invocation(changed, in, out, err);
    }

    /** The home folder of the user. */
    public Path home() {
        return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
    }

    /**
     * Writes to the standard output.
     *
     * @throws CommandFailure with exit code 3 when that is not possible
     */
    public void print(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new CommandFailure("Cannot write to the standard output: " + e.getMessage(), NOT_WRITABLE);
        }
    }

    /** Writes a line to the standard output. */
    public void printLine(String line) {
        print((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Something that does not stop the command. */
    public void warn(String message) {
        err.println("capstan: warning: " + message);
        err.flush();
    }

    /** Without the environment. */
    @Override
    public String toString() {
        return "Invocation";
    }
}
