package dev.capstan.source.helm.adapter;

import dev.capstan.digest.FieldDigest;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.access.SecretAccess;
import dev.capstan.source.helm.RepositoryAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The files of fetched indexes: for each its JSON and, written after it, its state. They are a cache: whoever deletes them costs a
 * download. Their names are digests of URL and credentials with a random salt, so they say nothing about either.
 */
public final class IndexFiles {
    private static final Duration UNUSED_STAY = Duration.ofHours(24);
    private static final String TEMPORARY = "incoming-";

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
        var digest = new FieldDigest()
                .add(
                        salt,
                        access.url().uri().toString(),
                        access.login().map(SecretAccess.Login::username).orElse(""),
                        access.login().map(SecretAccess.Login::password).orElse(""),
                        Boolean.toString(access.login().isPresent()),
                        access.tls().authorities().orElse(""))
                .add(access.tls()
                        .client()
                        .map(TlsMaterial.ClientCertificate::certificates)
                        .orElse(""))
                .add(access.tls()
                        .client()
                        .map(TlsMaterial.ClientCertificate::privateKey)
                        .orElse(""));
        return digest.finish().hex();
    }

    boolean has(String key) {
        return Files.isRegularFile(json(key));
    }

    InputStream open(String key) throws IOException {
        return Files.newInputStream(json(key));
    }

    /** What is known of an index whose JSON is here. */
    Optional<IndexState> state(String key) {
        try {
            return has(key) ? IndexState.read(stateFile(key)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional
                    .empty(); // A cache that cannot be read is an empty one; the download says if the disk is broken.
        }
    }

    Path temporary() throws IOException {
        return Files.createTempFile(folder, TEMPORARY, "");
    }

    /** Takes the JSON file over. */
    void keep(String key, Path json, IndexState state) throws IOException {
        Files.deleteIfExists(stateFile(key));
        Files.move(json, json(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
        Files.setLastModifiedTime(stateFile(key), FileTime.from(clock.instant()));
    }

    private void deleteUnused(boolean withTemporary) throws IOException {
        var oldest = clock.instant().minus(UNUSED_STAY);
        try (var all = Files.newDirectoryStream(folder)) {
            for (var file : all) {
                var name = file.getFileName().toString();
                if (name.startsWith(TEMPORARY) && withTemporary) {
                    Files.deleteIfExists(file);
                } else if (name.endsWith(".state")
                        && Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(json(name.substring(0, name.length() - ".state".length())));
                }
            }
        }
    }

    private Path json(String key) {
        return folder.resolve(key + ".json");
    }

    private Path stateFile(String key) {
        return folder.resolve(key + ".state");
    }
}
