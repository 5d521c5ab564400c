package dev.capstan.container;

import dev.capstan.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A docker-archive of one layer with one file. */
final class BaseArchive {
    private BaseArchive() {}

    static void write(Path file) throws IOException {
        byte[] layer = tar("etc/os-release", "ID=debian\n".getBytes(StandardCharsets.UTF_8));
        String config = """
                {"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/lib/jvm/java/bin"]},
                 "rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(Digest.sha256(layer));
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(layer);
        }
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            add(tar, "config.json", config.getBytes(StandardCharsets.UTF_8));
            add(tar, "debian.tar.gz", packed.toByteArray());
            add(
                    tar,
                    "manifest.json",
                    "[{\"Config\":\"config.json\",\"RepoTags\":[\"base:1\"],\"Layers\":[\"debian.tar.gz\"]}]"
                            .getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, out.toByteArray());
    }

    private static byte[] tar(String name, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            add(tar, name, content);
        }
        return out.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(1000L);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
