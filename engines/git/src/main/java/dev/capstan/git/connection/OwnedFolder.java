package dev.capstan.git.connection;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A folder that only this process uses, until closed. One that another process uses is left alone, and the next one is taken. */
public final class OwnedFolder implements AutoCloseable {
    private static final int PROCESSES = 64;

    private final Path path;
    private final FileChannel lock;

    private OwnedFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the first free folder {@code <prefix>-<number>}, which is made when absent.
     *
     * @throws IOException when the folder cannot be used
     */
    public static OwnedFolder claim(Path parent, String prefix) throws IOException {
        for (int process = 0; process < PROCESSES; process++) {
            var path = Files.createDirectories(parent.resolve(prefix + "-" + process));
            var lock = tryLock(path.resolve("lock"));
            if (lock != null) {
                return new OwnedFolder(path, lock);
            }
        }
        throw new IOException("all " + PROCESSES + " folders for " + prefix + " are in use by other processes");
    }

    private static @Nullable FileChannel tryLock(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            taken = null; // held by this very process
        }
        if (taken == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
