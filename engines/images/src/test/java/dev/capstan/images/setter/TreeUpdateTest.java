package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static dev.capstan.images.setter.Setting.messages;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.tree.DiskTree;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeUpdateTest {
    private static final String MARKED = "v: x " + marker("") + "\n";

    @Test
    void readsFilesWithTheNamesOfYaml() throws IOException {
        FileTree tree = InMemoryTree.of(Map.of(
                "a.yaml", MARKED,
                "b.yml", MARKED,
                "Kustomization", MARKED,
                "c.json", MARKED,
                "d.yaml.tmpl", MARKED,
                "kustomization", MARKED,
                "deep/er/e.yaml", MARKED,
                ".hidden/f.yaml", MARKED,
                ".git/g.yaml", MARKED));

        assertThat(paths(update(tree, "")))
                .containsExactly(".hidden/f.yaml", "Kustomization", "a.yaml", "b.yml", "deep/er/e.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apps", "./apps", "apps/", "/apps", "../apps", "../../apps/x/..", "other/../apps"})
    void readsBelowTheFolderOnly(String folder) throws IOException {
        FileTree tree = InMemoryTree.of(Map.of("a.yaml", MARKED, "apps/b.yaml", MARKED, "apps2/c.yaml", MARKED));

        assertThat(paths(update(tree, folder))).containsExactly("apps/b.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "/", "..", "../.."})
    void aPathAboveTheRootIsTheRoot(String folder) throws IOException {
        assertThat(paths(update(InMemoryTree.of(Map.of("a.yaml", MARKED)), folder)))
                .containsExactly("a.yaml");
    }

    @Test
    void aFileMayBeNamedItself() throws IOException {
        FileTree tree = InMemoryTree.of(Map.of("a.yaml", MARKED, "b.txt", MARKED));

        assertThat(paths(update(tree, "a.yaml"))).containsExactly("a.yaml");
        assertThat(paths(update(tree, "b.txt"))).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsRefused() throws IOException {
        assertThat(update(InMemoryTree.of(Map.of("a.yaml", MARKED)), "b"))
                .isEqualTo(
                        new SetterResult.Refused("there is no folder 'b'; check the path, which begins at the root"));
    }

    @Test
    void tooManyFilesAreRefusedAltogether() throws IOException {
        FileTree tree = InMemoryTree.of(Map.of("a.yaml", MARKED, "b/c.yaml", MARKED, "b/d.yaml", MARKED));

        assertThat(new ImageSetter(new SetterLimits(1_000, 3)).update(tree, "", images()))
                .isInstanceOf(SetterResult.Refused.class);
        assertThat(paths(new ImageSetter(new SetterLimits(1_000, 4)).update(tree, "", images())))
                .hasSize(3);
    }

    @Test
    void filesWithoutChangesAreNotNamed() throws IOException {
        FileTree tree = InMemoryTree.of(Map.of("a.yaml", "v: ghcr.io/org/app:1.2.3 " + marker(""), "b.yaml", "v: x\n"));

        assertThat(update(tree, "")).isEqualTo(new SetterResult.Updated(List.of(), List.of(), 1));
    }

    @Test
    void i090_linksAreNeitherFollowedNorWritten() throws IOException {
        FileTree tree = InMemoryTree.builder()
                .file("in/a.yaml", MARKED)
                .file("out/b.yaml", MARKED)
                .file("out/b.txt", MARKED)
                .link("in/outside.yaml", "../../../etc/passwd")
                .link("in/absolute.yaml", "/etc/passwd")
                .link("in/loop.yaml", "loop.yaml")
                .link("in/b.yaml", "../out/b.yaml")
                .link("in/folder", "../out")
                .link("in/same.yaml", "a.yaml")
                .link("in/text.txt", "../out/b.txt")
                .build();

        SetterResult result = update(tree, "in");

        assertThat(paths(result)).containsExactly("in/a.yaml");
        assertThat(((SetterResult.Updated) result).warnings())
                .containsExactly(
                        new SetterWarning.LinkSkipped("in/absolute.yaml", "/etc/passwd"),
                        new SetterWarning.LinkSkipped("in/b.yaml", "../out/b.yaml"),
                        new SetterWarning.LinkSkipped("in/folder", "../out"),
                        new SetterWarning.LinkSkipped("in/loop.yaml", "loop.yaml"),
                        new SetterWarning.LinkSkipped("in/outside.yaml", "../../../etc/passwd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "link/er", "file.yaml"})
    void i090_aFolderThatIsALinkIsRefused(String folder) throws IOException {
        FileTree tree = InMemoryTree.builder()
                .file("real/er/a.yaml", MARKED)
                .link("link", "real")
                .link("file.yaml", "real/er/a.yaml")
                .build();

        assertThat(update(tree, folder))
                .isInstanceOfSatisfying(
                        SetterResult.Refused.class,
                        refused -> assertThat(refused.why()).contains("is a link, and links are not followed"));
    }

    @Test
    void i090_linksOnDiskAreNeitherFollowedNorWritten(@TempDir Path folder) throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path inside = Files.createDirectories(folder.resolve("checkout"));
        Files.writeString(outside.resolve("a.yaml"), MARKED);
        Files.writeString(inside.resolve("a.yaml"), MARKED);
        Files.createSymbolicLink(inside.resolve("b.yaml"), outside.resolve("a.yaml"));
        Files.createSymbolicLink(inside.resolve("c"), outside);

        SetterResult result = update(new DiskTree(inside), "");

        assertThat(paths(result)).containsExactly("a.yaml");
        assertThat(((SetterResult.Updated) result).warnings()).hasSize(2);
        assertThat(outside.resolve("a.yaml")).hasContent(MARKED);
    }

    @Test
    void warningsComeByPlace() throws IOException {
        FileTree tree = InMemoryTree.of(Map.of(
                "b.yaml", "v: # {\"$imagepolicy\": \"a:b\"}\nw: x # {\"$imagepolicy\": \"c:d\"}\n",
                "a.yaml", "v: x # {\"$imagepolicy\": \"c:d\"}\n"));

        assertThat(messages((SetterResult.Updated) update(tree, "")))
                .extracting(message -> message.substring(0, "a.yaml:1".length()))
                .containsExactly("a.yaml:1", "b.yaml:1", "b.yaml:2");
    }

    private static SetterResult update(FileTree tree, String folder) throws IOException {
        return new ImageSetter().update(tree, folder, images());
    }

    private static PolicyImages images() {
        return PolicyImages.of(Map.of(Setting.APP, Setting.IMAGE));
    }

    private static List<String> paths(SetterResult result) {
        return ((SetterResult.Updated) result)
                .files().stream().map(ChangedFile::path).toList();
    }
}
