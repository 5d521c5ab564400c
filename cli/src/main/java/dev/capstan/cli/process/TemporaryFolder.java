package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that goes with everything in it.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /** Makes one in the system's folder for temporary files. */
    public static TemporaryFolder create() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("capstan-"));
        } catch (IOException e) {
            throw new CommandFailure("Cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /** Makes one in another folder; on systems with permissions only its user can enter it. */
    public static TemporaryFolder in(Path parent) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(parent, "capstan-"));
        } catch (IOException e) {
            throw new CommandFailure("Cannot make a temporary folder in " + parent + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }
}
