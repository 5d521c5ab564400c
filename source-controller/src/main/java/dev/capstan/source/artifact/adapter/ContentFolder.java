package dev.capstan.source.artifact.adapter;

import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.FileContent;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder of files that are called by the SHA-256 of their bytes, so that equal content is there once. A file is written under a
 * temporary name and renamed when it is complete. Used by several threads.
 */
final class ContentFolder {
    private static final String TEMPORARY = ".new-";

    private final Path folder;
    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final Map<String, State> intact = new ConcurrentHashMap<>();

    /** A file as it was when its bytes were found to be right. */
    private record State(Object changeTime, long size) {}

    private ContentFolder(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /**
     * Opens the folder, makes it when absent, and removes what a killed process left half written.
     *
     * @param limit how many bytes all files may have together
     */
    static ContentFolder open(Path folder, long limit) throws IOException {
        Files.createDirectories(folder);
        var content = new ContentFolder(folder, limit);
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (file.getFileName().toString().startsWith(TEMPORARY)) {
                    Files.deleteIfExists(file);
                } else {
                    content.used.addAndGet(Files.size(file));
                }
            }
        }
        return content;
    }

    /**
     * A complete file that has no name yet; closing it removes it unless it was kept.
     *
     * @param digest in hexadecimal digits
     */
    record Draft(Path temporary, String digest, long size) implements AutoCloseable {
        @Override
        public void close() {
            deleteQuietly(temporary);
        }
    }

    /**
     * Writes a file.
     *
     * @throws DiskFailure when the disk cannot be written or the limit is reached
     * @throws IOException when the content cannot be read
     */
    Draft write(FileContent content) throws IOException {
        var temporary = folder.resolve(TEMPORARY + UUID.randomUUID());
        var computation = DigestAlgorithm.SHA256.start();
        try (var out = new LimitedDisk(create(temporary), limit);
                var digested = new DigestOutputStream(out, computation)) {
            content.writeTo(digested);
        } catch (IOException | RuntimeException e) {
            deleteQuietly(temporary);
            throw e;
        }
        return new Draft(temporary, DigestAlgorithm.SHA256.finish(computation).hex(), Files.size(temporary));
    }

    /**
     * Gives a draft its name. A file that has it already is replaced: its bytes may have been changed on the disk.
     *
     * @throws DiskFailure when the disk cannot be written
     */
    synchronized void keep(Draft draft) throws DiskFailure {
        var target = fileOf(draft.digest());
        try {
            long before = Files.exists(target) ? Files.size(target) : 0;
            if (used.get() - before + draft.size() > limit) {
                throw new DiskFailure(limit);
            }
            Files.move(draft.temporary(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            used.addAndGet(draft.size() - before);
            intact.put(draft.digest(), stateOf(target));
        } catch (DiskFailure e) {
            throw e;
        } catch (IOException e) {
            throw new DiskFailure(e);
        }
    }

    private static OutputStream create(Path file) throws DiskFailure {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new DiskFailure(e);
        }
    }

    /** The digests of all files. */
    List<String> digests() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Where a file with this digest is, or would be. */
    Path fileOf(String digest) {
        return folder.resolve(digest);
    }

    /**
     * What is wrong with the bytes of a file; empty when nothing is. A file that was not touched since the last check is not read again.
     */
    Optional<String> problemOf(String digest) {
        var file = fileOf(digest);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.of("it is not in the storage");
            }
            var now = stateOf(file);
            if (now.equals(intact.get(digest))) {
                return Optional.empty();
            }
            var actual = actualDigest(file);
            if (!actual.equals(digest)) {
                return Optional.of("its digest is sha256:" + actual + " instead of sha256:" + digest);
            }
            intact.put(digest, now);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be read");
        }
    }

    private static String actualDigest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Digest.sha256(in).hex();
        }
    }

    /** The time of change cannot be set by those who write to a file, unlike the time of modification. */
    private static State stateOf(Path file) throws IOException {
        var isUnix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new State(Files.getAttribute(file, isUnix ? "unix:ctime" : "lastModifiedTime"), Files.size(file));
    }

    /** Removes a file that nothing names any more. */
    synchronized void remove(String digest) throws IOException {
        var file = fileOf(digest);
        if (Files.exists(file)) {
            used.addAndGet(-Files.size(file));
        }
        Files.deleteIfExists(file);
        intact.remove(digest);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit(); // removed at the next start at the latest
        }
    }

    /** Tells failures of the disk from failures of the content. */
    static final class DiskFailure extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean isOutOfSpace;

        DiskFailure(IOException cause) {
            this(String.valueOf(cause.getMessage()), cause);
        }

        private DiskFailure(String text, IOException cause) {
            super(isFull(text) ? "no space left on device" : text, cause);
            this.isOutOfSpace = isFull(text);
        }

        private DiskFailure(long limit) {
            super("the artifacts would take more than capstan.source.storage.max-bytes, which is " + limit);
            this.isOutOfSpace = true;
        }

        private static boolean isFull(String text) {
            return StoreResult.StorageFailed.of(text).isOutOfSpace();
        }

        boolean isOutOfSpace() {
            return isOutOfSpace;
        }
    }

    private static final class LimitedDisk extends FilterOutputStream {
        private final long limit;
        private long left;

        LimitedDisk(OutputStream out, long limit) {
            super(out);
            this.left = limit;
            this.limit = limit;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new DiskFailure(limit);
            }
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new DiskFailure(e);
            }
        }
    }
}
