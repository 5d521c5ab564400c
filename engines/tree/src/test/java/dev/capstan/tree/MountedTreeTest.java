package dev.capstan.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountedTreeTest {
    private final FileTree tree = new MountedTree(
            tree(Map.of("a", "1", "apps/web", "2")),
            Map.of("lib", tree(Map.of("b", "3", "x/c", "4")), "apps/in", tree(Map.of("d", "5")), "lib/x/deep", link()));

    private static FileTree tree(Map<String, String> files) {
        InMemoryTree.Builder builder = InMemoryTree.builder();
        files.forEach((path, text) -> builder.file(path, text.getBytes(UTF_8)));
        return builder.build();
    }

    private static FileTree link() {
        return InMemoryTree.builder().link("up", "../../b").build();
    }

    @Test
    void filesAreReadFromTheTreeThatTheyBelongTo() throws IOException {
        assertThat(tree.read("a")).asString().isEqualTo("1");
        assertThat(tree.read("lib/x/c")).asString().isEqualTo("4");
        assertThat(tree.size("apps/in/d")).isEqualTo(1);
        assertThat(tree.fingerprint("lib/b")).isEqualTo(Fingerprint.ofBytes("3".getBytes(UTF_8)));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> tree.read("lib/a"));
        assertThat(tree.kind("libx/b")).isEqualTo(EntryKind.ABSENT);
    }

    @Test
    void placesAreFoldersOfTheirFolders() throws IOException {
        assertThat(tree.kind("lib")).isEqualTo(EntryKind.DIRECTORY);
        assertThat(tree.list("")).extracting(Entry::name).containsExactly("a", "apps", "lib");
        assertThat(tree.list("apps")).extracting(Entry::name).containsExactly("in", "web");
        assertThat(tree.list("lib/x"))
                .containsExactly(new Entry("c", EntryKind.FILE), new Entry("deep", EntryKind.DIRECTORY));
    }

    @Test
    void linksAreFollowedInTheWholeTree() throws IOException {
        assertThat(tree.linkTarget("lib/x/deep/up")).contains("../../b");
        assertThat(TreePath.resolve(tree, "lib/x/deep/up")).isEqualTo(Optional.of("lib/b"));
    }
}
