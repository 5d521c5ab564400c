package dev.capstan.testkit.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The real GnuPG with a home of its own, which goes with it. Its keys have no passphrase. */
public final class GnuPg implements AutoCloseable {
    private final Path home;

    /** How a command ended. */
    private record Run(int exit, byte[] output) {}

    private GnuPg(Path home) {
        this.home = home;
    }

    /** Without keys. */
    public static GnuPg create() throws IOException {
        return new GnuPg(Files.createTempDirectory("gpg")); // a short path: the agent's socket lies in it
    }

    /** Whether {@code gpg} is installed. */
    public static boolean isInstalled() throws InterruptedException {
        try {
            return start(List.of("gpg", "--version")).exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where its keys lie; files of a test may lie there as well. */
    public Path home() {
        return home;
    }

    /**
     * Runs a command.
     *
     * @return what it wrote
     * @throws IOException when it failed
     */
    public byte[] run(String... arguments) throws IOException, InterruptedException {
        var run = start(command(arguments));
        if (run.exit() != 0) {
            throw new IOException(String.join(" ", arguments) + ": " + new String(run.output(), UTF_8));
        }
        return run.output();
    }

    /** What a command says of itself, line by line, whether it succeeds or fails. */
    public String status(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("--status-fd", "1"));
        all.addAll(List.of(arguments));
        return new String(start(command(all.toArray(String[]::new))).output(), UTF_8);
    }

    /** The fingerprint of the first key. */
    public String fingerprint() throws IOException, InterruptedException {
        return new String(run("--with-colons", "--list-keys"), UTF_8)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow();
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                "gpg", "--homedir", home.toString(), "--batch", "--pinentry-mode", "loopback", "--passphrase", ""));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Run start(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = process.getInputStream().readAllBytes();
        return new Run(process.waitFor(), output);
    }

    /** Ends its agent and removes its home. */
    @Override
    public void close() throws IOException, InterruptedException {
        start(List.of("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent"));
        Files.walkFileTree(home, new Removal());
    }

    /** The agent removes its own sockets while it ends, so that files go that were there a moment ago. */
    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            if (problem instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw problem;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
            if (problem != null) {
                throw problem;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
