package dev.capstan.source.bucket.adapter;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.digest.Digest;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.tree.EntryKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects whose content is in the artifact before, under the same key: it has the size and the MD5 that the server says. Where a
 * server says no MD5 nothing is known, and the objects are fetched.
 */
final class KnownContent {
    private static final Logger LOG = LoggerFactory.getLogger(KnownContent.class);
    private static final ArchiveLimits LIMITS = new ArchiveLimits(2L << 30, 2L << 30, 1_000_000);
    private static final KnownContent NONE = new KnownContent(Optional.empty(), Set.of());

    private final Optional<ArchiveTree> tree;
    private final Set<String> keys;

    private KnownContent(Optional<ArchiveTree> tree, Set<String> keys) {
        this.tree = tree;
        this.keys = keys;
    }

    /**
     * Reads the artifact before. One that cannot be read is the same as none: its objects are fetched.
     *
     * @param folder where it is unpacked, into a file without a name
     */
    static KnownContent of(
            Optional<Artifact> before, List<ListedObject> objects, ArtifactStore artifacts, Path folder) {
        var digest = before.flatMap(it -> Digest.parse(it.digest().text()));
        if (digest.isEmpty()
                || objects.stream().noneMatch(object -> object.md5().isPresent())) {
            return NONE;
        }
        try (var archive = artifacts.open(before.orElseThrow().path())) {
            return switch (new ArchiveReader(folder, LIMITS).read(archive, digest.get())) {
                case ArchiveReader.Result.Read(var tree) ->
                    new KnownContent(Optional.of(tree), sameKeys(tree, objects));
                case ArchiveReader.Result.NotRead(var failure) -> unread(failure.toString());
            };
        } catch (IOException e) {
            return unread(String.valueOf(e.getMessage()));
        }
    }

    private static KnownContent unread(String why) {
        LOG.debug("All objects are fetched, because the artifact before cannot be read: {}", why);
        return NONE;
    }

    private static Set<String> sameKeys(ArchiveTree tree, List<ListedObject> objects) throws IOException {
        var same = new HashSet<String>();
        for (var object : objects) {
            if (object.md5().isPresent()
                    && tree.kind(object.key()) == EntryKind.FILE
                    && tree.size(object.key()) == object.size()
                    && md5(tree, object.key()).equals(object.md5().get())) {
                same.add(object.key());
            }
        }
        return Set.copyOf(same);
    }

    private static String md5(ArchiveTree tree, String key) throws IOException {
        var digest = md5();
        try (var content = new DigestInputStream(tree.open(key), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    boolean has(ListedObject object) {
        return keys.contains(object.key());
    }

    InputStream open(String key) throws IOException {
        return tree.orElseThrow().open(key);
    }
}
