package dev.capstan.archive;

import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.Fingerprint;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of one verified archive, read in place. Immutable and safe for several threads; its memory is given back when nobody
 * refers to it. There are no links in it: an archive that holds some is refused, or they are left out.
 */
public final class ArchiveTree implements FileTree {

    private final String digest;
    private final MemorySegment bytes;
    private final Map<String, Extent> files;
    private final Map<String, NavigableSet<String>> folders;
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

    /** Where a file lies in the unpacked archive, and whether its owner may execute it. */
    record Extent(long offset, long length, boolean isExecutable) {}

    ArchiveTree(
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

    @Override
    public EntryKind kind(String path) {
        if (files.containsKey(path)) {
            return EntryKind.FILE;
        }
        return path.isEmpty() || folders.containsKey(path) ? EntryKind.DIRECTORY : EntryKind.ABSENT;
    }

    @Override
    public byte[] read(String path) throws NoSuchFileException {
        return bytesOf(extent(path));
    }

    /** {@inheritDoc} Read where they lie: unlike {@link #read} it costs no memory, however large the file is. */
    @Override
    public InputStream open(String path) throws NoSuchFileException {
        Extent extent = extent(path);
        return new SegmentInputStream(bytes.asSlice(extent.offset(), extent.length()));
    }

    @Override
    public long size(String path) throws NoSuchFileException {
        return extent(path).length();
    }

    /** Archives with links are refused, so whoever wrote this one left them out. */
    @Override
    public boolean isWithoutLinks() {
        return true;
    }

    @Override
    public boolean isExecutable(String path) {
        Extent extent = files.get(path);
        return extent != null && extent.isExecutable();
    }

    @Override
    public List<Entry> list(String path) {
        String prefix = path.isEmpty() ? "" : path + "/";
        return folders.getOrDefault(path, new TreeSet<>()).stream()
                .map(name -> new Entry(name, kind(prefix + name)))
                .toList();
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return Optional.empty();
    }

    /** {@inheritDoc} Computed once for each file. */
    @Override
    public String fingerprint(String path) throws NoSuchFileException {
        Extent extent = extent(path);
        return fingerprints.computeIfAbsent(path, _ -> Fingerprint.ofBytes(bytesOf(extent)));
    }

    private Extent extent(String path) throws NoSuchFileException {
        Extent extent = files.get(path);
        if (extent == null) {
            throw new NoSuchFileException(path);
        }
        return extent;
    }

    private byte[] bytesOf(Extent extent) {
        return bytes.asSlice(extent.offset(), extent.length()).toArray(ValueLayout.JAVA_BYTE);
    }
}
