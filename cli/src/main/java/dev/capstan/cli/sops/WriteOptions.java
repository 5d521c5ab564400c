package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.disk.WholeFile;
import dev.capstan.cli.process.Invocation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go. */
final class WriteOptions {
    private static final int CONFLICT = 8;
    private static final int NOT_WRITABLE = 3;

    @Option(
            names = {"-i", "--in-place"},
            description = "Write the result to the file itself.")
    private boolean isInPlace;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the result to this file.")
    private @Nullable Path output;

    /** Refuses what contradicts itself, before anything is read. */
    void check(Optional<Path> input) {
        if (isInPlace && output != null) {
            throw new CommandFailure("--in-place and --output exclude each other", CONFLICT);
        }
        if (isInPlace && input.isEmpty()) {
            throw new CommandFailure("--in-place needs a file: the standard input cannot be written to", CONFLICT);
        }
    }

    /** Writes a result: whole or not at all. */
    void write(Invocation invocation, Optional<Path> input, byte[] result) {
        Optional<Path> target = isInPlace ? input : Optional.ofNullable(output);
        if (target.isPresent()) {
            write(target.get(), result);
        } else {
            invocation.print(result);
        }
    }

    /**
     * Writes a file.
     *
     * @throws CommandFailure with exit code 3 when that is not possible
     */
    static void write(Path file, byte[] content) {
        try {
            WholeFile.write(file, content);
        } catch (AccessDeniedException e) {
            throw new CommandFailure("Cannot write " + file + ": permission denied", NOT_WRITABLE);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("Cannot write " + file + ": there is no such folder", NOT_WRITABLE);
        } catch (IOException e) {
            throw new CommandFailure("Cannot write " + file + ": " + e.getMessage(), NOT_WRITABLE);
        }
    }
}
