package dev.capstan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command as a process, in a folder of its own, with nothing of this machine's environment but the path of programs.
 *
 * @param folder is its working folder and its home
 */
public record CapstanProcess(Path folder, Map<String, String> environment) {

    /** What it did. */
    public record Result(int exit, byte[] out, String err) {
        /** Its output as text. */
        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "exit " + exit + "\n" + text() + "\n" + err;
        }
    }

    /** The same with one more variable. */
    public CapstanProcess with(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new CapstanProcess(folder, more);
    }

    /** Starts it; the caller waits for it. */
    public ProcessBuilder builder(String... words) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Capstan.class.getName()));
        line.addAll(List.of(words));
        var builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs it with nothing on its standard input. */
    public Result run(String... words) {
        return run(new byte[0], words);
    }

    /** Runs it with a standard input. */
    public Result run(byte[] in, String... words) {
        return run(builder(words), in);
    }

    /** Runs any program. */
    public static Result run(ProcessBuilder builder, byte[] in) {
        Path err = temporary();
        Path out = temporary();
        Path input = temporary();
        try {
            Files.write(input, in);
            Process process = builder.redirectInput(input.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("it hangs: " + builder.command());
            }
            return new Result(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            List.of(err, out, input).forEach(file -> file.toFile().delete());
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("capstan-process", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
