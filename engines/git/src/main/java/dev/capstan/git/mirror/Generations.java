package dev.capstan.git.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The generations of one mirror below its folder, of which one is the present. Used by one conversation at a time, but for
 * {@link #entered}.
 */
final class Generations {
    private final Path directory;
    private volatile @Nullable Generation present;

    Generations(Path directory) {
        this.directory = directory;
    }

    /** The present generation: the one that is open, else the youngest on disk, else a new one. */
    Generation present() throws IOException {
        var open = present;
        if (open == null) {
            Files.createDirectories(directory);
            try (var found = Files.list(directory)) {
                var folders = found.sorted().toList();
                open = Generation.open(
                        folders.isEmpty() ? directory.resolve(UUID.randomUUID().toString()) : folders.getLast());
                for (var old : folders.subList(0, Math.max(0, folders.size() - 1))) {
                    Generation.delete(old);
                }
            }
            present = open;
        }
        return open;
    }

    /** The present generation, if it is open, kept until it is left. For any thread at any time. */
    Optional<Generation> entered() {
        var open = present;
        return open != null && open.hasEntered() ? Optional.of(open) : Optional.empty();
    }

    /** There is no present generation any more; its files go when its last reader has left. */
    void discard() {
        var old = present;
        present = null;
        if (old != null) {
            old.retire();
        }
    }

    void deleteFolderIfEmpty() throws IOException {
        try (var left = Files.exists(directory) ? Files.list(directory) : Stream.<Path>empty()) {
            if (left.findAny().isEmpty()) {
                Files.deleteIfExists(directory);
            }
        }
    }

    /** Lets go of the files without deleting them. */
    void close() {
        var open = present;
        if (open != null) {
            open.close();
        }
    }
}
