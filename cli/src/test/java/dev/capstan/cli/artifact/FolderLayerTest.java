package dev.capstan.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.digest.Digest;
import dev.capstan.tree.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLayerTest {
    @TempDir
    private Path folder;

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        Path source = source();
        byte[] first =
                Files.readAllBytes(FolderLayer.pack(source, folder.resolve("1")).archive());

        Files.setLastModifiedTime(source.resolve("a.yaml"), FileTime.from(Instant.EPOCH));

        assertThat(Files.readAllBytes(
                        FolderLayer.pack(source, folder.resolve("2")).archive()))
                .isEqualTo(first);
    }

    @Test
    void gitPicturesAndLinksStayOut() throws IOException {
        Path source = source();
        Files.createDirectories(source.resolve(".git"));
        Files.writeString(source.resolve(".git/config"), "x");
        Files.writeString(source.resolve("apps/.git"), "gitdir: ../../x");
        Files.writeString(source.resolve("picture.png"), "x");
        Files.createSymbolicLink(source.resolve("link"), Path.of("/etc/passwd"));

        ArchiveTree tree = tree(FolderLayer.pack(source, folder.resolve("1")).archive());

        assertThat(tree.list("")).extracting(Entry::name).containsExactly("a.yaml", "apps");
        assertThat(tree.list("apps")).extracting(Entry::name).containsExactly("b.yaml");
    }

    @Test
    void aSingleFileIsAFolderOfOne() throws IOException {
        ArchiveTree tree = tree(FolderLayer.pack(source().resolve("a.yaml"), folder.resolve("1"))
                .archive());

        assertThat(tree.list("")).extracting(Entry::name).containsExactly("a.yaml");
    }

    private Path source() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.createDirectories(source.resolve("apps"));
        Files.writeString(source.resolve("a.yaml"), "a: 1\n");
        Files.writeString(source.resolve("apps/b.yaml"), "b: 1\n");
        return source;
    }

    private ArchiveTree tree(Path archive) throws IOException {
        try (var in = Files.newInputStream(archive)) {
            var reader = new ArchiveReader(folder, new ArchiveLimits(1 << 20, 1 << 20, 100));
            var read = (ArchiveReader.Result.Read) reader.read(in, Digest.sha256(Files.readAllBytes(archive)));
            return read.tree();
        }
    }
}
