package dev.capstan.source.artifact.adapter;

import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.Retention.Kept;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paths of artifacts: symbolic links {@code kind/namespace/name/file} to content, and aliases, which are links to such a link
 * beside them. Every link is put in place in one step, and content goes when nothing links to it any more. Used by several threads.
 */
final class NameLinks {
    /** The folder of the content, beside the folders of the kinds. */
    static final String CONTENT = ".content";

    private static final Logger LOG = LoggerFactory.getLogger(NameLinks.class);
    private static final String TEMPORARY = ".new-";
    private static final int DEPTH = 4;
    private static final Path TO_CONTENT = Path.of("..", "..", "..", CONTENT);
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Path root;
    private final ContentFolder content;
    private final Map<String, Set<String>> pathsByDigest = new HashMap<>();

    private NameLinks(Path root, ContentFolder content) {
        this.root = root;
        this.content = content;
    }

    /** Reads the links that are there, and removes whatever else is there, and content that no link leads to. */
    static NameLinks open(Path root, ContentFolder content) throws IOException {
        var names = new NameLinks(root, content);
        try (var files = Files.find(root, DEPTH, (file, is) -> !is.isDirectory() && !names.isContent(file))) {
            for (var file : files.toList()) {
                names.adopt(file);
            }
        }
        for (var digest : content.digests()) {
            if (!names.pathsByDigest.containsKey(digest)) {
                content.remove(digest);
            }
        }
        return names;
    }

    private boolean isContent(Path file) {
        return file.startsWith(root.resolve(CONTENT));
    }

    private void adopt(Path file) throws IOException {
        var isTemporary = file.getFileName().toString().startsWith(TEMPORARY);
        if (isTemporary || !Files.isSymbolicLink(file)) {
            Files.deleteIfExists(file);
            return;
        }
        var path = root.relativize(file).toString();
        linkedDigest(file).ifPresent(digest -> namedBy(digest).add(path));
    }

    private Set<String> namedBy(String digest) {
        return pathsByDigest.computeIfAbsent(digest, _ -> new HashSet<>());
    }

    /** Keeps the draft and lets the path lead to it. */
    void put(String path, ContentFolder.Draft draft) throws IOException {
        var link = root.resolve(path);
        try {
            synchronized (this) {
                Files.createDirectories(link.getParent());
                var before = linkedDigest(link);
                content.keep(draft);
                replace(link, TO_CONTENT.resolve(draft.digest()));
                namedBy(draft.digest()).add(path);
                if (before.isPresent() && !before.get().equals(draft.digest())) {
                    release(path, before.get());
                }
            }
        } catch (ContentFolder.DiskFailure e) {
            throw e;
        } catch (IOException e) {
            throw new ContentFolder.DiskFailure(e);
        }
    }

    /** Lets the path lead to content that may not be there yet. */
    synchronized void adopt(String path, String digest) throws IOException {
        var link = root.resolve(path);
        var before = linkedDigest(link);
        if (before.equals(Optional.of(digest))) {
            return;
        }
        Files.createDirectories(link.getParent());
        replace(link, TO_CONTENT.resolve(digest));
        namedBy(digest).add(path);
        if (before.isPresent()) {
            release(path, before.get());
        }
    }

    /** All paths, without aliases. */
    synchronized Set<String> paths() {
        return pathsByDigest.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Lets a further name lead to wherever the path leads. One that cannot be written keeps what it led to. */
    void alias(String alias, String path) {
        var link = root.resolve(alias);
        var target = root.resolve(path).getFileName();
        try {
            if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(target)) {
                replace(link, target);
            }
        } catch (IOException e) {
            LOG.warn("{} still leads to what it led to before; written again at the next run", alias, e);
        }
    }

    private static void replace(Path link, Path target) throws IOException {
        var temporary = link.resolveSibling(TEMPORARY + UUID.randomUUID());
        try {
            Files.createSymbolicLink(temporary, target);
            Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The digest that a path leads to; empty for everything that is not a path of ours, and for links to anything else. */
    Optional<String> digestOf(String path) {
        if (!isPath(path)) {
            return Optional.empty();
        }
        var file = root;
        for (var segment : path.split("/", -1)) {
            if (Files.isSymbolicLink(file)) {
                return Optional.empty();
            }
            file = file.resolve(segment);
        }
        return digestBehind(file);
    }

    /** Whether an artifact could have that path, whatever a client may have sent. */
    static boolean isPath(String path) {
        var segments = path.split("/", -1);
        return segments.length == DEPTH && Arrays.stream(segments).noneMatch(NameLinks::isStrange);
    }

    private static boolean isStrange(String segment) {
        return segment.isEmpty() || segment.startsWith(".") || segment.indexOf('\\') >= 0 || segment.indexOf('\0') >= 0;
    }

    private static Optional<String> digestBehind(Path link) {
        return linkedDigest(link)
                .or(() -> target(link)
                        .filter(target -> target.getNameCount() == 1 && !isStrange(target.toString()))
                        .flatMap(target -> linkedDigest(link.resolveSibling(target))));
    }

    private static Optional<String> linkedDigest(Path link) {
        return target(link)
                .filter(target -> TO_CONTENT.equals(target.getParent()))
                .map(target -> target.getFileName().toString())
                .filter(NameLinks::isDigest);
    }

    /** Whether content could be called so. */
    static boolean isDigest(String name) {
        return DIGEST.matcher(name).matches();
    }

    private static Optional<Path> target(Path link) {
        try {
            return Files.isSymbolicLink(link) ? Optional.of(Files.readSymbolicLink(link)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // replaced or removed between two lines of ours
        }
    }

    /** The artifacts of an owner, without aliases. */
    List<Kept> of(ArtifactOwner owner) throws IOException {
        var folder = root.resolve(owner.folder());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<Kept>();
        try (var links =
                Files.newDirectoryStream(folder, link -> linkedDigest(link).isPresent())) {
            for (var link : links) {
                var storedAt = Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS);
                found.add(new Kept(owner.path(link.getFileName().toString()), storedAt.toInstant()));
            }
        }
        return found;
    }

    /** Removes a path, and its content when no other path leads there. What cannot be removed stays with its name, for another try. */
    synchronized void remove(String path) throws IOException {
        var link = root.resolve(path);
        var digest = linkedDigest(link);
        if (digest.isPresent()) {
            release(path, digest.get());
        }
        Files.deleteIfExists(link);
    }

    private void release(String path, String digest) throws IOException {
        var paths = namedBy(digest);
        if (paths.equals(Set.of(path))) {
            content.remove(digest);
        }
        paths.remove(path);
        if (paths.isEmpty()) {
            pathsByDigest.remove(digest);
        }
    }

    /** Removes the folder of an owner who has nothing there any more; not while a name is written. */
    synchronized void removeEmptyFolder(ArtifactOwner owner) throws IOException {
        try {
            Files.deleteIfExists(root.resolve(owner.folder()));
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} has other files", owner.folder());
        }
    }

    /** Removes the folder of an owner with its aliases. */
    void removeFolder(ArtifactOwner owner) throws IOException {
        var folder = root.resolve(owner.folder());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var aliases = Files.newDirectoryStream(folder, Files::isSymbolicLink)) {
            for (var alias : aliases) {
                Files.deleteIfExists(alias);
            }
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("the folder of a deleted object is still written to", e);
        }
    }
}
