package dev.capstan.runtime.artifact;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of one verified artifact, read in place. Paths are relative, normalised and separated by {@code /}; the
 * root is the empty text. Immutable and safe for several threads; its memory is given back when nobody refers to it.
 */
public final class ArtifactContent {

    private final String digest;
    private final MemorySegment bytes;
    private final Map<String, Extent> files;
    private final Map<String, NavigableSet<String>> folders;
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

    /** Where a file lies in the unpacked archive, and whether its owner may execute it. */
    record Extent(long offset, long length, boolean isExecutable) {}

    ArtifactContent(
            String digest, MemorySegment bytes, Map<String, Extent> files, Map<String, NavigableSet<String>> folders) {
        this.digest = digest;
        this.bytes = bytes;
        this.files = files;
        this.folders = folders;
    }

    /** The digest of the archive, {@code <algorithm>:<hex>}. */
    public String digest() {
        return digest;
    }

    /** How many bytes the unpacked archive takes. */
    public long size() {
        return bytes.byteSize();
    }

    /** Whether a file lies at the path. */
    public boolean isFile(String path) {
        return files.containsKey(path);
    }

    /** How many bytes a file has; empty when none lies there. */
    public Optional<Long> size(String path) {
        return Optional.ofNullable(files.get(path)).map(Extent::length);
    }

    /** Whether a file lies at the path and may be executed by its owner. */
    public boolean isExecutable(String path) {
        var extent = files.get(path);
        return extent != null && extent.isExecutable();
    }

    /** Whether a folder lies at the path; the root always is one. */
    public boolean isFolder(String path) {
        return path.isEmpty() || folders.containsKey(path);
    }

    /** The names in a folder, sorted; empty when there is no such folder. */
    public NavigableSet<String> names(String path) {
        return Collections.unmodifiableNavigableSet(folders.getOrDefault(path, new TreeSet<>()));
    }

    /** The bytes of a file; empty when none lies there. The caller owns the array. */
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path)).map(this::read);
    }

    /** {@code sha256:<hex>} over the bytes of a file, computed once; empty when none lies there. */
    public Optional<String> fingerprint(String path) {
        return Optional.ofNullable(files.get(path))
                .map(extent -> fingerprints.computeIfAbsent(path, _ -> Digests.sha256(read(extent))));
    }

    private byte[] read(Extent extent) {
        return bytes.asSlice(extent.offset(), extent.length()).toArray(ValueLayout.JAVA_BYTE);
    }

    /** The paths of all files, with where they lie. For tests and diagnosis. */
    NavigableMap<String, Extent> files() {
        return new java.util.TreeMap<>(files);
    }
}
