package dev.capstan.argo.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.source.SourceFolder.Found;
import dev.capstan.argo.source.SourceFolder.Kind;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFolderTest {
    private final InMemoryTree tree = InMemoryTree.builder()
            .file("chart/Chart.yaml", "")
            .file("overlay/kustomization.yml", "")
            .file("both/Chart.yaml", "")
            .file("both/kustomization.yaml", "")
            .file("plain/app.yaml", "")
            .file("linked/other", "")
            .link("linked/Kustomization", "../overlay/kustomization.yml")
            .link("in", "plain")
            .link("out", "../elsewhere")
            .link("absolute", "/etc")
            .build();

    private Found find(String path) throws IOException {
        return SourceFolder.find(tree, path);
    }

    private Kind kind(String path, String source) throws IOException {
        return switch (find(path)) {
            case Found.Folder(SourceFolder folder) -> folder.kind(ApplicationSource.of(Sources.json(source)));
            case Found.Missing(String why) -> throw new AssertionError(why);
        };
    }

    @Test
    void foldersAreFoundThroughLinksThatStayInside() throws IOException {
        assertThat(find("plain")).isEqualTo(new Found.Folder(new SourceFolder(tree, "plain")));
        assertThat(find("./plain/")).isEqualTo(new Found.Folder(new SourceFolder(tree, "plain")));
        assertThat(find("in")).isEqualTo(new Found.Folder(new SourceFolder(tree, "plain")));
        assertThat(find(".")).isEqualTo(new Found.Folder(new SourceFolder(tree, "")));
        assertThat(find("")).isEqualTo(new Found.Folder(new SourceFolder(tree, "")));
    }

    @ParameterizedTest
    @CsvSource({
        "/plain, /plain: the path is absolute",
        "../plain, ../plain: the path leads out of the repository",
        "plain/../../x, plain/../../x: the path leads out of the repository",
        "out, out: the path leads out of the repository",
        "out/x, out/x: the path leads out of the repository",
        "absolute, absolute: the path leads out of the repository",
        "missing, missing: the path does not exist",
        "plain/app.yaml, plain/app.yaml: the path is no folder"
    })
    void whatIsNoFolderOfTheRepositoryIsRefused(String path, String why) throws IOException {
        assertThat(find(path)).isEqualTo(new Found.Missing(why));
    }

    @ParameterizedTest
    @CsvSource({"chart, HELM", "overlay, KUSTOMIZE", "linked, KUSTOMIZE", "both, KUSTOMIZE", "plain, DIRECTORY"})
    void theFolderTellsTheKind(String path, SourceKind expected) throws IOException {
        assertThat(kind(path, "{'path':'x'}")).isEqualTo(new Kind.Known(expected));
    }

    @Test
    void optionsTellTheKindBeforeTheFolder() throws IOException {
        assertThat(kind("chart", "{'directory':{}}")).isEqualTo(new Kind.Known(SourceKind.DIRECTORY));
        assertThat(kind("overlay", "{'directory':{'recurse':true}}")).isEqualTo(new Kind.Known(SourceKind.DIRECTORY));
        assertThat(kind("plain", "{'helm':{}}")).isEqualTo(new Kind.Known(SourceKind.HELM));
        assertThat(kind("plain", "{'helm':null,'chart':'web'}")).isEqualTo(new Kind.Known(SourceKind.HELM));
    }

    @Test
    void optionsOfTwoKindsAreRefused() throws IOException {
        assertThat(kind("plain", "{'helm':{},'directory':{},'kustomize':{}}"))
                .isEqualTo(new Kind.Refused("the source is of several kinds: Kustomize,Helm,Directory"));
    }

    @Test
    void pluginsAreRefusedByName() throws IOException {
        assertThat(kind("plain", "{'plugin':{'name':'cdk8s'}}"))
                .isEqualTo(new Kind.Refused("the plugin 'cdk8s' is refused: config management plugins are programs, and"
                        + " none are run"));
    }
}
