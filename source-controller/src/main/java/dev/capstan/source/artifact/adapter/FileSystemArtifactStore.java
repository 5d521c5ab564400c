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
import dev.capstan.source.artifact.adapter.ContentFolder.DiskFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Artifacts as files below one folder. The bytes are in {@code .content}, called by their digest, so that equal artifacts take room
 * once; the paths of artifacts are links there ({@link NameLinks}).
 */
public final class FileSystemArtifactStore implements ArtifactStore, ServedFiles {
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final ContentFolder content;
    private final NameLinks names;
    private final Retention retention;
    private final Clock clock;

    private FileSystemArtifactStore(
            Path root, ContentFolder content, NameLinks names, Retention retention, Clock clock) {
        this.root = root;
        this.content = content;
        this.names = names;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Opens the storage, makes its folder when absent, and removes what a killed process left half done.
     *
     * @param limit how many bytes the artifacts may have together
     * @throws IOException when the folder cannot be used
     */
    public static FileSystemArtifactStore open(Path folder, long limit, Retention retention, Clock clock)
            throws IOException {
        Files.createDirectories(folder);
        var root = folder.toRealPath();
        var content = ContentFolder.open(root.resolve(NameLinks.CONTENT), limit);
        return new FileSystemArtifactStore(root, content, NameLinks.open(root, content), retention, clock);
    }

    /** The folder of the storage. */
    public Path root() {
        return root;
    }

    @Override
    public StoreResult store(ArtifactOwner owner, String fileName, ArchiveContent archive) {
        return storeFile(owner, fileName, out -> {
            try (var zipped = new GZIPOutputStream(out, BUFFER);
                    var buffered = new BufferedOutputStream(zipped, BUFFER);
                    var tar = new TarWriter(buffered)) {
                archive.writeTo(tar);
            }
        });
    }

    @Override
    public StoreResult storeFile(ArtifactOwner owner, String fileName, FileContent file) {
        try (var draft = content.write(file)) {
            var path = owner.path(fileName);
            names.put(path, draft);
            var digest = new ArtifactDigest(new Digest(DigestAlgorithm.SHA256, draft.digest()).toString());
            return new StoreResult.Stored(new StoredArtifact(path, digest, draft.size(), clock.instant()));
        } catch (DiskFailure e) {
            return new StoreResult.StorageFailed(String.valueOf(e.getMessage()), e.isOutOfSpace());
        } catch (IOException e) {
            return new StoreResult.ContentFailed(e);
        }
    }

    @Override
    public void nameLatest(ArtifactOwner owner, String name, String path) {
        names.alias(owner.path(name), path);
    }

    @Override
    public Optional<String> problemOf(String path, ArtifactDigest digest) {
        var named = names.digestOf(path);
        if (named.isEmpty()) {
            return Optional.of("it is not in the storage");
        }
        var there = new Digest(DigestAlgorithm.SHA256, named.get()).toString();
        return there.equals(digest.text())
                ? content.problemOf(named.get())
                : Optional.of("its digest is " + there + " instead of " + digest);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(fileOf(path).orElseThrow(() -> new NoSuchFileException(path)));
    }

    @Override
    public Optional<Path> fileOf(String path) {
        return names.digestOf(path).map(content::fileOf).filter(Files::isRegularFile);
    }

    @Override
    public int removeOld(ArtifactOwner owner, Optional<String> current) throws IOException {
        var expired = expired(owner, current);
        for (var path : expired) {
            names.remove(path);
        }
        return expired.size();
    }

    /** What {@link #removeOld} would remove. */
    List<String> expired(ArtifactOwner owner, Optional<String> current) throws IOException {
        return retention.expired(names.of(owner), current, clock.instant());
    }

    @Override
    public int removeAll(ArtifactOwner owner) throws IOException {
        var files = names.of(owner);
        for (var file : files) {
            names.remove(file.path());
        }
        names.removeFolder(owner);
        return files.size();
    }

    /** The digest that a path leads to, in hexadecimal digits. */
    Optional<String> digestOf(String path) {
        return names.digestOf(path);
    }

    /** Whether the bytes with that digest are there as they should be. */
    boolean isIntact(String digest) {
        return content.problemOf(digest).isEmpty();
    }

    /** Lets a path lead to content that is there or will be fetched. */
    void adopt(String path, String digest) throws IOException {
        names.adopt(path, digest);
    }

    /**
     * Stores content that a path leads to.
     *
     * @throws OtherBytesException when the bytes have another digest
     */
    void complete(String path, String digest, FileContent file) throws IOException {
        try (var draft = content.write(file)) {
            if (!draft.digest().equals(digest)) {
                throw new OtherBytesException("what the replicas share as sha256:" + digest + " are other bytes");
            }
            names.put(path, draft);
        }
    }

    /** The paths of all artifacts. */
    Set<String> paths() {
        return names.paths();
    }

    /** Removes one artifact. */
    void remove(String path) throws IOException {
        names.remove(path);
    }

    @Override
    public void remove(ArtifactOwner owner, String path) throws IOException {
        names.remove(path);
        names.removeEmptyFolder(owner);
    }
}
