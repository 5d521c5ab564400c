package dev.capstan.chartaccess.adapter;

import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.digest.FieldDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of fetched indexes: for each its JSON, named by its revision as well, and a state that names the JSON. The state is written
 * last and replaced at once, so the two never part; a JSON that is not as long as the state says counts for nothing. They are a cache:
 * whoever deletes them costs a download. Names are digests of URL and credentials with a random salt, so they say nothing about either.
 */
public final class IndexFiles {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
    private static final Duration UNUSED_STAY = Duration.ofHours(24);

    /** Whoever was given a revision before it was replaced can read it for so long. */
    private static final Duration REPLACED_STAYS = Duration.ofMinutes(10);

    private static final String TEMPORARY = "incoming-";
    private static final String STATE = ".state";
    private static final String JSON = ".json";

    private final Path folder;
    private final Clock clock;
    private final String salt;

    private IndexFiles(Path folder, Clock clock, String salt) {
        this.folder = folder;
        this.clock = clock;
        this.salt = salt;
    }

    /** Opens a folder, which is made when it is absent; what an earlier process left unfinished or unused is deleted. */
    public static IndexFiles open(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder);
        var files = new IndexFiles(folder, clock, salt(folder.resolve("salt")));
        files.deleteUnused(true);
        return files;
    }

    private static String salt(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            return Files.readString(file);
        }
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        var made = HexFormat.of().formatHex(bytes);
        Files.writeString(file, made);
        return made;
    }

    /** The name under which the index of a repository is kept for those with the same access. */
    String keyOf(RepositoryAccess access) {
        return new FieldDigest().add(salt, access.identity()).finish().hex();
    }

    /** The JSON of a revision. */
    InputStream open(String key, String revision) throws IOException {
        return Files.newInputStream(json(key, revision));
    }

    /** What is known of an index whose JSON is here. */
    Optional<IndexState> state(String key) {
        try {
            var state = IndexState.read(stateFile(key));
            return state.isPresent() && hasJson(key, state.get()) ? state : Optional.empty();
        } catch (IOException unreadable) {
            return Optional
                    .empty(); // A cache that cannot be read is an empty one; the download says if the disk is broken.
        }
    }

    private boolean hasJson(String key, IndexState state) throws IOException {
        var file = json(key, state.revision());
        return Files.isRegularFile(file) && Files.size(file) == state.jsonSize();
    }

    Path temporary() throws IOException {
        return Files.createTempFile(folder, TEMPORARY, "");
    }

    /** Takes the JSON file over. */
    void keep(String key, Path json, IndexState state) throws IOException {
        var before = state(key);
        Files.move(
                json, json(key, state.revision()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (before.isPresent()) {
            touch(json(key, before.get().revision())); // as long as the state names it, nobody else deletes it
        }
        remember(key, state);
        deleteUnused(false);
    }

    void remember(String key, IndexState state) throws IOException {
        var written = temporary();
        state.writeTo(written);
        Files.move(written, stateFile(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Notes that an index is still asked for. */
    void used(String key) throws IOException {
        touch(stateFile(key));
    }

    /** A file that somebody has deleted meanwhile needs no time. */
    private void touch(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (NoSuchFileException e) {
            LOG.debug("{} is not there any more", file);
        }
    }

    private void deleteUnused(boolean withTemporary) throws IOException {
        var now = clock.instant();
        var named = new HashSet<Path>();
        for (var file : all("*" + STATE)) {
            var name = file.getFileName().toString();
            var key = name.substring(0, name.length() - STATE.length());
            if (isOlder(file, now.minus(UNUSED_STAY))) {
                Files.deleteIfExists(file);
            } else {
                IndexState.read(file).ifPresent(state -> named.add(json(key, state.revision())));
            }
        }
        for (var file : all("*" + JSON)) {
            if (!named.contains(file) && isOlder(file, now.minus(REPLACED_STAYS))) {
                Files.deleteIfExists(file);
            }
        }
        if (withTemporary) {
            for (var file : all(TEMPORARY + "*")) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> all(String pattern) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            files.forEach(found::add);
        }
        return found;
    }

    private static boolean isOlder(Path file, Instant oldest) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was deleted by somebody else", file);
            return false;
        }
    }

    private Path json(String key, String revision) {
        return folder.resolve(key + "-" + revision.substring(revision.indexOf(':') + 1) + JSON);
    }

    private Path stateFile(String key) {
        return folder.resolve(key + STATE);
    }
}
