package dev.capstan.tree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A read-only tree of files. Paths are relative to the root of the tree, separated by {@code /}, normalised (no {@code .},
 * {@code ..}, empty segment, leading or trailing slash); the root itself is the empty string. {@link TreePath} brings a path
 * into that form.
 *
 * <p>An implementation does not follow links: it says that an entry is a link and where the link points, and
 * {@link TreePath#resolve} follows it inside the tree. So a link can never lead out of the tree, whatever the
 * implementation is. An implementation must be safe for use by several threads, and must give the same answers for as long
 * as it is read.
 */
public interface FileTree {

    /** What lies at the path, the last segment not followed when it is a link. */
    EntryKind kind(String path) throws IOException;

    /**
     * The bytes of a file.
     *
     * @throws java.nio.file.NoSuchFileException when no regular file lies there
     */
    byte[] read(String path) throws IOException;

    /**
     * The bytes of a file as a stream, which the caller closes. To be overridden by trees that need not hold the file in memory for it.
     *
     * @throws java.nio.file.NoSuchFileException when no regular file lies there
     */
    default InputStream open(String path) throws IOException {
        return new ByteArrayInputStream(read(path));
    }

    /** The entries of a folder, sorted by name; empty when there is no such folder. */
    List<Entry> list(String path) throws IOException;

    /** The target of the link as it is written in it; empty when the path is not a link. */
    Optional<String> linkTarget(String path) throws IOException;

    /**
     * How many bytes a file has. To be overridden by trees that know it without reading the file.
     *
     * @throws java.nio.file.NoSuchFileException when no regular file lies there
     */
    default long size(String path) throws IOException {
        return read(path).length;
    }

    /** Whether a file lies there that its owner may execute; false in trees that do not know. */
    default boolean isExecutable(String path) throws IOException {
        return false;
    }

    /**
     * Whether the links that its origin has were left out on the way here, as they are from artifacts. Then nobody can tell a link
     * from what was never there.
     */
    default boolean isWithoutLinks() {
        return false;
    }

    /**
     * A text that is equal for two files exactly when their bytes are equal, as far as both come from the same scheme (the
     * part before the colon). A tree that knows such an identity without reading the file (a Git blob id) should override
     * this.
     */
    default String fingerprint(String path) throws IOException {
        return Fingerprint.ofBytes(read(path));
    }

    /**
     * The fingerprint of a file whose bytes were just read. To be overridden by trees that would have to read the file again.
     *
     * @param content the bytes of the file
     */
    default String fingerprint(String path, byte[] content) throws IOException {
        return fingerprint(path);
    }
}
