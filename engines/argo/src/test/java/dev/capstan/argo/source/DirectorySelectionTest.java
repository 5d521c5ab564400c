package dev.capstan.argo.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.source.DirectorySelection.Limits;
import dev.capstan.argo.source.DirectorySelection.Selected;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectorySelectionTest {
    private static InMemoryTree tree(String... names) {
        var files = new HashMap<String, String>();
        Arrays.stream(names).forEach(name -> files.put("app/" + name, "kind: X"));
        return InMemoryTree.of(files);
    }

    private static Selected select(InMemoryTree tree, String options) throws IOException {
        return DirectorySelection.select(
                new SourceFolder(tree, "app"), DirectoryOptions.of(Sources.json(options)), Limits.DEFAULT);
    }

    private static List<String> names(InMemoryTree tree, String options) throws IOException {
        return switch (select(tree, options)) {
            case Selected.Files files ->
                files.files().stream().map(DirectorySelection.File::name).toList();
            case Selected.Failed(String why) -> throw new AssertionError(why);
        };
    }

    @Test
    void manifestsOfTheFolderItself() throws IOException {
        assertThat(names(tree("b.yml", "a.yaml", "c.json", "d.txt", "e.yaml.bak", "sub/f.yaml"), "{}"))
                .containsExactly("a.yaml", "b.yml", "c.json");
    }

    @Test
    void orOfAllFoldersBelowIt() throws IOException {
        assertThat(names(tree("b.yaml", "a/z.yaml", "c/d/e.yaml"), "{'recurse':true}"))
                .containsExactly("a/z.yaml", "b.yaml", "c/d/e.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'include':'*.yaml'|a.yaml,sub/c.yaml",
                "'include':'{a.yaml,b.yml}'|a.yaml,b.yml",
                "'exclude':'sub/*'|a.yaml,b.yml",
                "'exclude':'{*.yml,sub/*}'|a.yaml",
                "'include':'*.yaml','exclude':'sub/**'|a.yaml",
                "'include':'[ab].yaml'|a.yaml"
            })
    void includesAndExcludes(String options, String expected) throws IOException {
        assertThat(names(tree("a.yaml", "b.yml", "sub/c.yaml"), "{'recurse':true," + options + "}"))
                .containsExactly(expected.split(",", -1));
    }

    @Test
    void extensionsMayBeAny() throws IOException {
        assertThat(names(tree("a.yaml", "b.tpl"), "{'disableExtensionFilter':true,'include':'*.tpl'}"))
                .containsExactly("b.tpl");
    }

    @Test
    void filesMayAskToBeLeftOut() throws IOException {
        var tree = InMemoryTree.builder()
                .file("app/a.yaml", "# +argocd:skip-file-rendering\nkind: X\n")
                .file("app/b.yaml", "kind: X\n")
                .build();

        assertThat(names(tree, "{}")).containsExactly("b.yaml");
    }

    @Test
    void jsonnetIsRefusedUnlessItIsLeftOut() throws IOException {
        InMemoryTree tree = tree("a.yaml", "b.jsonnet");

        assertThat(select(tree, "{}"))
                .isEqualTo(new Selected.Failed("Jsonnet is refused: b.jsonnet would have to be run; commit what it"
                        + " yields, or exclude it with directory.exclude"));
        assertThat(names(tree, "{'exclude':'*.jsonnet','jsonnet':{}}")).containsExactly("a.yaml");
    }

    @Test
    void linksAreFollowedInsideTheRepositoryOnly() throws IOException {
        var inside = InMemoryTree.builder()
                .file("shared/x.yaml", "kind: X")
                .file("shared/folder/y", "")
                .link("app/a.yaml", "../shared/x.yaml")
                .link("app/gone.yaml", "nowhere.yaml")
                .link("app/folder.yaml", "../shared/folder")
                .build();
        var outside =
                InMemoryTree.builder().link("app/a.yaml", "../../etc/x.yaml").build();

        assertThat(names(inside, "{'recurse':true}")).containsExactly("a.yaml");
        assertThat(((Selected.Files) select(inside, "{}")).notices()).hasSize(2);
        assertThat(select(outside, "{}")).isEqualTo(new Selected.Failed("the link a.yaml leads out of the repository"));
    }

    @Test
    void aMalformedPatternMatchesNothingAndIsNamed() throws IOException {
        assertThat(names(tree("a.yaml"), "{'include':'{a'}")).isEmpty();
        assertThat(names(tree("a.yaml"), "{'exclude':'{a'}")).containsExactly("a.yaml");
        assertThat(((Selected.Files) select(tree("a.yaml"), "{'exclude':'{a'}")).notices())
                .containsExactly("directory.exclude: the pattern '{a' is malformed: a brace is not closed; nothing is"
                        + " excluded");
    }

    @Test
    void isBounded() throws IOException {
        InMemoryTree tree = tree("a.yaml", "b.yaml", "c.yaml");
        var folder = new SourceFolder(tree, "app");

        assertThat(DirectorySelection.select(folder, DirectoryOptions.NONE, new Limits(20, 100)))
                .isEqualTo(new Selected.Failed("all files together have more than 20 bytes"));
        assertThat(DirectorySelection.select(folder, DirectoryOptions.NONE, new Limits(5, 100)))
                .isInstanceOf(Selected.Failed.class);
        assertThat(DirectorySelection.select(folder, DirectoryOptions.NONE, new Limits(1000, 2)))
                .isEqualTo(new Selected.Failed("the folder has more than 2 files and folders"));
    }
}
