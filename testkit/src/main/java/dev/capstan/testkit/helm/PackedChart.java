package dev.capstan.testkit.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes archives of charts entry by entry, also such as Helm never would. */
public final class PackedChart {

    private interface Content {
        void write() throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    /** Without an entry. */
    public PackedChart() {
        try {
            tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes));
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A chart with metadata and nothing else. */
    public static PackedChart of(String name, String version) {
        return new PackedChart().file(name + "/Chart.yaml", chartYaml(name, version));
    }

    /** The least that a chart says of itself. */
    public static String chartYaml(String name, String version) {
        return "apiVersion: v2\nname: " + name + "\nversion: " + version + "\n";
    }

    /** With a file. */
    public PackedChart file(String path, String content) {
        return file(path, content.getBytes(UTF_8));
    }

    /** With a file. */
    public PackedChart file(String path, byte[] content) {
        var entry = new TarArchiveEntry(path, true);
        entry.setSize(content.length);
        return entry(entry, () -> tar.write(content));
    }

    /** With a file of zeros, which packs very well. */
    public PackedChart zeros(String path, long size) {
        var entry = new TarArchiveEntry(path, true);
        entry.setSize(size);
        return entry(entry, () -> {
            byte[] some = new byte[1 << 16];
            for (long left = size; left > 0; left -= some.length) {
                tar.write(some, 0, (int) Math.min(left, some.length));
            }
        });
    }

    /** With a symbolic link. */
    public PackedChart symbolicLink(String path, String target) {
        var entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return entry(entry, () -> {});
    }

    /** With a hard link. */
    public PackedChart hardLink(String path, String target) {
        var entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
        entry.setLinkName(target);
        return entry(entry, () -> {});
    }

    private PackedChart entry(TarArchiveEntry entry, Content content) {
        try {
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            content.write();
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The archive: the same bytes for the same entries. */
    public byte[] bytes() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
