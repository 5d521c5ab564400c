package dev.capstan.git.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraftedTreeTest {
    private record Folder(String path, List<TreeEntry> entries) implements TreeEntry.Directory {
        static Folder of(String path, TreeEntry... entries) {
            return new Folder(path, List.of(entries));
        }

        @Override
        public String hash() {
            return path + entries;
        }
    }

    private record Text(String path) implements TreeEntry.File {
        @Override
        public boolean isExecutable() {
            return false;
        }

        @Override
        public String hash() {
            return "text";
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[0]);
        }
    }

    private final TreeEntry.Directory base = Folder.of(
            "",
            new Text("b"),
            Folder.of("c", new Text("c/x"), new TreeEntry.Submodule("c/y", "1")),
            new TreeEntry.Link("d"));
    private final TreeEntry.Directory other = Folder.of("", new Text("m"), Folder.of("n", new Text("n/o")));

    private static List<String> paths(TreeEntry.Directory folder) throws IOException {
        var paths = new ArrayList<String>();
        for (var entry : folder.entries()) {
            paths.add(entry.path());
            if (entry instanceof TreeEntry.Directory child) {
                paths.addAll(paths(child));
            }
        }
        return paths;
    }

    @Test
    void makesFoldersOnTheWayAndKeepsTheOrder() throws IOException {
        assertThat(paths(GraftedTree.of(base, "a/new", other)))
                .containsExactly("a", "a/new", "a/new/m", "a/new/n", "a/new/n/o", "b", "c", "c/x", "c/y", "d");
    }

    @Test
    void takesThePlaceOfASubmodule() throws IOException {
        assertThat(paths(GraftedTree.of(base, "c/y", other)))
                .containsExactly("b", "c", "c/x", "c/y", "c/y/m", "c/y/n", "c/y/n/o", "d");
    }

    @Test
    void aFileCanBePutSomewhereToo() throws IOException {
        assertThat(paths(GraftedTree.of(base, "c/z", new Text("other/name")))).contains("c/z");
    }

    @Test
    void severalCanBePutBesideEachOther() throws IOException {
        var both = GraftedTree.of(GraftedTree.of(base, "in/one", other), "in/two", other);

        assertThat(paths(both)).contains("in/one/m", "in/two/m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "c", "c/x", "d", "b/below/a/file", "d/below/a/link", "c/y/below/a/submodule"})
    void nothingIsReplaced(String path) {
        assertThatThrownBy(() -> GraftedTree.of(base, path, other)).isInstanceOf(PathTakenException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/../../b", "/a", "a//b", "a/.git/hooks", "."})
    void pathsThatLeaveTheTreeAreRefused(String path) {
        assertThatThrownBy(() -> GraftedTree.of(base, path, other)).isInstanceOf(UnsafePathException.class);
    }

    @Test
    void theHashTellsWhatIsInIt() throws IOException {
        var one = GraftedTree.of(base, "a", other).hash();

        assertThat(GraftedTree.of(base, "a", other).hash()).isEqualTo(one);
        assertThat(GraftedTree.of(base, "a2", other).hash()).isNotEqualTo(one);
        assertThat(base.hash()).isNotEqualTo(one);
    }
}
