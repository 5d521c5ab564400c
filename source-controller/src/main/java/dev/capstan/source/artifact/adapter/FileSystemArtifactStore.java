package dev.capstan.source.artifact.adapter;

import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.archive.ArchiveContent;
import dev.capstan.archive.TarWriter;
import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.FileContent;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.StoredArtifact;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts as files below one folder. A file is written under a temporary name and renamed when it is complete; temporary names
 * begin with a dot, are never served, and are removed at start.
 */
public final class FileSystemArtifactStore implements ArtifactStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileSystemArtifactStore.class);
    private static final String TEMPORARY = ".new-";
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final Retention retention;
    private final Clock clock;
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();

    /** A file as it was when its digest was computed. */
    private record Checked(ArtifactDigest digest, Object changeTime, long size) {}

    private FileSystemArtifactStore(Path root, Retention retention, Clock clock) {
        this.root = root;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Opens the storage, makes its folder when absent, and removes what a killed process left half written.
     *
     * @throws IOException when the folder cannot be used
     */
    public static FileSystemArtifactStore open(Path root, Retention retention, Clock clock) throws IOException {
        Files.createDirectories(root);
        try (var files = Files.walk(root)) {
            for (var file : files.filter(FileSystemArtifactStore::isTemporary).toList()) {
                Files.deleteIfExists(file);
            }
        }
        return new FileSystemArtifactStore(root.toRealPath(), retention, clock);
    }

    /** The folder of the storage. */
    public Path root() {
        return root;
    }

    private static boolean isTemporary(Path file) {
        return file.getFileName().toString().startsWith(TEMPORARY);
    }

    @Override
    public StoreResult store(ArtifactOwner owner, String fileName, ArchiveContent content) {
        return storeFile(owner, fileName, out -> {
            try (var zipped = new GZIPOutputStream(out, BUFFER);
                    var buffered = new BufferedOutputStream(zipped, BUFFER);
                    var archive = new TarWriter(buffered)) {
                content.writeTo(archive);
            }
        });
    }

    @Override
    public StoreResult storeFile(ArtifactOwner owner, String fileName, FileContent content) {
        var folder = root.resolve(owner.folder());
        var temporary = folder.resolve(TEMPORARY + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            var computation = DigestAlgorithm.SHA256.start();
            write(temporary, computation, content);
            var path = owner.path(fileName);
            var target = root.resolve(path);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            var digest = new ArtifactDigest(
                    DigestAlgorithm.SHA256.finish(computation).toString());
            var size = Files.size(target);
            checked.put(path, stateOf(target, digest));
            return new StoreResult.Stored(new StoredArtifact(path, digest, size, clock.instant()));
        } catch (WriteFailedException e) {
            return storageFailed(e.cause());
        } catch (IOException e) {
            return Files.exists(temporary) ? new StoreResult.ContentFailed(e) : storageFailed(e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void write(Path file, MessageDigest digest, FileContent content) throws IOException {
        try (var out = new DiskStream(open(file));
                var digested = new DigestOutputStream(out, digest)) {
            content.writeTo(digested);
        }
    }

    private static OutputStream open(Path file) throws IOException {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new WriteFailedException(e);
        }
    }

    private static StoreResult storageFailed(IOException cause) {
        var text = String.valueOf(cause.getMessage());
        var isOutOfSpace = text.contains("No space left") || text.contains("quota");
        return new StoreResult.StorageFailed(isOutOfSpace ? "no space left on device" : text, isOutOfSpace);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit(); // removed at the next start at the latest
        }
    }

    /** A symbolic link beside the file, put in place in one step. */
    @Override
    public void nameLatest(ArtifactOwner owner, String name, String path) {
        var file = root.resolve(path);
        var link = root.resolve(owner.path(name));
        var temporary = link.resolveSibling(TEMPORARY + UUID.randomUUID());
        try {
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(file.getFileName())) {
                return;
            }
            Files.createSymbolicLink(temporary, file.getFileName());
            Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} still stands for what it stood for before; written again at the next run", link, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    @Override
    public Optional<String> problemOf(String path, ArtifactDigest digest) {
        var file = fileOf(path);
        if (file.isEmpty()) {
            return Optional.of("it is not in the storage");
        }
        try {
            var known = checked.get(path);
            if (known != null && known.digest().equals(digest) && known.equals(stateOf(file.get(), digest))) {
                return Optional.empty();
            }
            var actual = digestOf(file.get());
            if (!actual.equals(digest)) {
                return Optional.of("its digest is " + actual + " instead of " + digest);
            }
            checked.put(path, stateOf(file.get(), digest));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be read");
        }
    }

    /** The time of change cannot be set by those who write to a file, unlike the time of modification. */
    private static Checked stateOf(Path file, ArtifactDigest digest) throws IOException {
        var isUnix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new Checked(
                digest, Files.getAttribute(file, isUnix ? "unix:ctime" : "lastModifiedTime"), Files.size(file));
    }

    private static ArtifactDigest digestOf(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new ArtifactDigest(Digest.sha256(in).toString());
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(fileOf(path).orElseThrow(() -> new NoSuchFileException(path)));
    }

    /**
     * The regular file at a path of the form {@code kind/namespace/name/file}; empty for anything else. Of links only one at the end of
     * the path is followed, and only to a file beside it.
     */
    Optional<Path> fileOf(String path) {
        var segments = path.split("/", -1);
        if (segments.length != 4) {
            return Optional.empty();
        }
        var file = root;
        for (var segment : segments) {
            if (segment.isEmpty()
                    || segment.startsWith(".")
                    || segment.indexOf('\\') >= 0
                    || segment.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            if (Files.isSymbolicLink(file)) {
                return Optional.empty();
            }
            file = file.resolve(segment);
        }
        if (Files.isSymbolicLink(file)) {
            var target = latest(file);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            file = target.get();
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(file) : Optional.empty();
    }

    private static Optional<Path> latest(Path link) {
        try {
            var target = Files.readSymbolicLink(link);
            var isBeside = target.getNameCount() == 1
                    && !target.isAbsolute()
                    && !target.toString().startsWith(".");
            return isBeside ? Optional.of(link.resolveSibling(target)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // replaced or removed between two lines of ours
        }
    }

    @Override
    public int removeOld(ArtifactOwner owner, Optional<String> current) throws IOException {
        var expired = retention.expired(filesOf(owner), current, clock.instant());
        for (var path : expired) {
            Files.deleteIfExists(root.resolve(path));
            checked.remove(path);
        }
        return expired.size();
    }

    private List<Retention.Kept> filesOf(ArtifactOwner owner) throws IOException {
        var folder = root.resolve(owner.folder());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<Retention.Kept>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (!isTemporary(file) && !Files.isSymbolicLink(file)) {
                    var storedAt = Files.getLastModifiedTime(file).toInstant();
                    found.add(new Retention.Kept(owner.path(file.getFileName().toString()), storedAt));
                }
            }
        }
        return found;
    }

    @Override
    public int removeAll(ArtifactOwner owner) throws IOException {
        var files = filesOf(owner);
        for (var file : files) {
            Files.deleteIfExists(root.resolve(file.path()));
            checked.remove(file.path());
        }
        var folder = root.resolve(owner.folder());
        removeLinks(folder);
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("the folder of a deleted object is still written to", e);
        }
        return files.size();
    }

    private static void removeLinks(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var links = Files.newDirectoryStream(folder, Files::isSymbolicLink)) {
            for (var link : links) {
                Files.deleteIfExists(link);
            }
        }
    }

    /** Tells failures of the disk from failures of the content. */
    private static final class WriteFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException cause;

        WriteFailedException(IOException cause) {
            super(cause);
            this.cause = cause;
        }

        IOException cause() {
            return cause;
        }
    }

    private static final class DiskStream extends FilterOutputStream {
        DiskStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new WriteFailedException(e);
            }
        }
    }
}
