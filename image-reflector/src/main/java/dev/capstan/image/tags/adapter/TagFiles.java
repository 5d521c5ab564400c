package dev.capstan.image.tags.adapter;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.digest.Digest;
import dev.capstan.image.tags.TagSetKey;
import dev.capstan.image.tags.TagStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file for each ImageRepository, which is replaced as a whole: it is there with all of its content or as it was before, also when the
 * process is killed or the disk is full.
 */
public final class TagFiles implements TagStore {
    private static final Logger LOG = LoggerFactory.getLogger(TagFiles.class);
    private static final String UNFINISHED = ".part";
    private static final int LARGEST_FILE = 64 << 20;

    private final Path folder;

    private TagFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder, which is made when it is missing, and removes what was not finished there.
     *
     * @throws IOException when it cannot be made or listed
     */
    public static TagFiles open(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        }
        return new TagFiles(folder);
    }

    @Override
    public Optional<List<String>> find(TagSetKey key) {
        Path file = file(key.repository());
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("it is larger than " + LARGEST_FILE + " bytes");
            }
            return TagFormat.read(key, Files.readAllBytes(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException damaged) {
            LOG.warn(
                    "The tags of {} are scanned again: what was kept is not usable: {}",
                    key.repository(),
                    damaged.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void put(TagSetKey key, List<String> tags) throws IOException {
        Path file = file(key.repository());
        Path part = Files.createTempFile(folder, "tags", UNFINISHED);
        try {
            write(part, TagFormat.write(key, tags));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    @Override
    public void remove(ObjectKey repository) throws IOException {
        Files.deleteIfExists(file(repository));
    }

    /** Names of objects may be too long for a file, and must not lead out of the folder. */
    private Path file(ObjectKey repository) {
        return folder.resolve(Digest.sha256(repository.toString()).hex() + ".tags");
    }
}
