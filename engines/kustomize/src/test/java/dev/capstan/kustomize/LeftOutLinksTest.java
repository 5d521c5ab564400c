package dev.capstan.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is missing may be a link in Git; only where links were left out that is worth a word. */
class LeftOutLinksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: [link.yaml]",
                "components: [link]",
                "configMapGenerator: [{name: c, files: [link.txt]}]"
            })
    void theAdviceMentionsLinksWhereTheyWereLeftOut(String use) {
        var tree = InMemoryTree.builder().file("kustomization.yaml", use + "\n").build();

        assertThat(advice(new WithoutLinks(tree))).contains("a symbolic link in Git never gets into an artifact");
        assertThat(advice(tree)).doesNotContain("link");
    }

    private static String advice(FileTree tree) {
        return switch (new Kustomizer().build(tree, "", BuildOptions.defaults())) {
            case BuildOutcome.Built built -> throw new AssertionError(built.toYaml());
            case BuildOutcome.BuildFailed failed -> failed.problem().advice().orElseThrow();
        };
    }

    /** As a tree that comes out of an artifact. */
    private record WithoutLinks(FileTree files) implements FileTree {
        @Override
        public boolean isWithoutLinks() {
            return true;
        }

        @Override
        public EntryKind kind(String path) throws IOException {
            return files.kind(path);
        }

        @Override
        public byte[] read(String path) throws IOException {
            return files.read(path);
        }

        @Override
        public List<Entry> list(String path) throws IOException {
            return files.list(path);
        }

        @Override
        public Optional<String> linkTarget(String path) throws IOException {
            return files.linkTarget(path);
        }
    }
}
