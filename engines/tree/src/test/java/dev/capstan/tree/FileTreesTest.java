package dev.capstan.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {
    @TempDir
    Path folder;

    /** The same content on disk and in memory. */
    private List<FileTree> bothTrees() throws IOException {
        Files.createDirectories(folder.resolve("root/a"));
        Files.writeString(folder.resolve("root/a/f.txt"), "text");
        Files.writeString(folder.resolve("outside.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("root/inner"), Path.of("a/f.txt"));
        Files.createSymbolicLink(folder.resolve("root/outer"), Path.of("../outside.txt"));
        Files.createSymbolicLink(folder.resolve("root/dir"), Path.of("a"));
        InMemoryTree memory = InMemoryTree.builder()
                .file("a/f.txt", "text")
                .link("inner", "a/f.txt")
                .link("outer", "../outside.txt")
                .link("dir", "a")
                .build();
        return List.of(new DiskTree(folder.resolve("root")), memory);
    }

    @Test
    void diskAndMemoryGiveTheSameAnswers() throws IOException {
        for (FileTree tree : bothTrees()) {
            assertThat(tree.kind("a")).isEqualTo(EntryKind.DIRECTORY);
            assertThat(tree.kind("a/f.txt")).isEqualTo(EntryKind.FILE);
            assertThat(tree.kind("a/f.txt/x")).isEqualTo(EntryKind.ABSENT);
            assertThat(tree.kind("inner")).isEqualTo(EntryKind.LINK);
            assertThat(tree.kind("nothing")).isEqualTo(EntryKind.ABSENT);
            assertThat(tree.read("a/f.txt")).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
            try (var content = tree.open("a/f.txt")) {
                assertThat(content).hasContent("text");
            }
            assertThatThrownBy(() -> tree.open("a")).isInstanceOf(NoSuchFileException.class);
            assertThat(tree.list(""))
                    .containsExactly(
                            new Entry("a", EntryKind.DIRECTORY),
                            new Entry("dir", EntryKind.LINK),
                            new Entry("inner", EntryKind.LINK),
                            new Entry("outer", EntryKind.LINK));
            assertThat(tree.linkTarget("inner")).contains("a/f.txt");
        }
    }

    @Test
    void linksAreFollowedInsideTheTreeOnly() throws IOException {
        for (FileTree tree : bothTrees()) {
            assertThat(TreePath.resolve(tree, "dir/f.txt")).contains("a/f.txt");
            assertThat(TreePath.resolve(tree, "inner")).contains("a/f.txt");
            assertThat(TreePath.resolve(tree, "outer")).isEmpty();
        }
    }

    @Test
    void aTreeOnDiskReadsThroughNoLink() throws IOException {
        FileTree tree = bothTrees().getFirst();

        assertThatThrownBy(() -> tree.read("outer")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> tree.read("dir/f.txt")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> tree.open("outer")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> tree.open("dir/f.txt")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void joinedPathsNeverLeaveTheTree() {
        Random random = new Random(7);
        String[] parts = {"..", ".", "", "a", "b", "...", "a b"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder path = new StringBuilder();
            for (int j = 0; j < random.nextInt(8); j++) {
                path.append(parts[random.nextInt(parts.length)]).append('/');
            }

            TreePath.join("x/y", path.toString())
                    .ifPresent(joined -> assertThat(List.of(joined.split("/"))).doesNotContain("..", "."));
        }
    }

    @Test
    void relativePathsLeadBack() {
        assertThat(TreePath.relativize("a/b", "a/c/d")).isEqualTo("../c/d");
        assertThat(TreePath.relativize("a", "a")).isEqualTo(".");
        assertThat(TreePath.relativize("", "a")).isEqualTo("a");
    }
}
