package dev.capstan.git.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.git.RemoteUrl;
import dev.capstan.git.transport.IsolatedJGit;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a commit that the real git has made. */
class GitFileTreeTest {
    private static final RemoteUrl URL =
            RemoteUrl.parse("https://git.example.org/config").orElseThrow();

    @TempDir
    Path served;

    private ScratchRepository scratch;
    private Repository repository;
    private ObjectReader reader;
    private GitFileTree tree;

    @BeforeAll
    static void isolate() {
        IsolatedJGit.ensure();
    }

    @BeforeEach
    void commit() throws IOException {
        scratch = ScratchRepository.create(served, "config");
        scratch.write("apps/web.yaml", "web\n")
                .write("run.sh", "#!/bin/sh\n")
                .write("b", "b")
                .write("a.txt", "a");
        scratch.workTree().resolve("run.sh").toFile().setExecutable(true);
        Files.createSymbolicLink(scratch.workTree().resolve("link"), Path.of("apps/web.yaml"));
        Files.createSymbolicLink(scratch.workTree().resolve("out"), Path.of("../../etc/passwd"));
        scratch.commit("First");
        scratch.git("update-index", "--add", "--cacheinfo", "160000," + scratch.head() + ",module");
        scratch.git("commit", "-q", "-m", "Module");
        scratch.git("push", "-q", "origin", "main");
        repository = new FileRepositoryBuilder()
                .setGitDir(scratch.bare().toFile())
                .setBare()
                .build();
        reader = repository.newObjectReader();
        tree = of(repository.resolve("main^{tree}"));
    }

    @AfterEach
    void close() {
        reader.close();
        repository.close();
    }

    private GitFileTree of(ObjectId root) {
        return new GitFileTree(reader, root, URL, 1000);
    }

    @Test
    void listsFoldersByName() throws IOException {
        assertThat(tree.list(""))
                .containsExactly(
                        new Entry("a.txt", EntryKind.FILE),
                        new Entry("apps", EntryKind.DIRECTORY),
                        new Entry("b", EntryKind.FILE),
                        new Entry("link", EntryKind.LINK),
                        new Entry("out", EntryKind.LINK),
                        new Entry("run.sh", EntryKind.FILE));
        assertThat(tree.list("apps")).containsExactly(new Entry("web.yaml", EntryKind.FILE));
        assertThat(tree.list("b")).isEmpty();
        assertThat(tree.list("missing/deep")).isEmpty();
    }

    @Test
    void saysWhatLiesAtAPath() throws IOException {
        assertThat(tree.kind("")).isEqualTo(EntryKind.DIRECTORY);
        assertThat(tree.kind("module")).isEqualTo(EntryKind.ABSENT);
        assertThat(tree.kind("link/x")).isEqualTo(EntryKind.ABSENT);
        assertThat(tree.kind("a.txt/x")).isEqualTo(EntryKind.ABSENT);
        assertThat(tree.isExecutable("run.sh")).isTrue();
        assertThat(tree.isExecutable("a.txt")).isFalse();
        assertThat(tree.linkTarget("link")).contains("apps/web.yaml");
        assertThat(tree.linkTarget("a.txt")).isEmpty();
        assertThat(TreePath.resolve(tree, "link")).contains("apps/web.yaml");
        assertThat(TreePath.resolve(tree, "out")).isEmpty();
    }

    @Test
    void readsFilesOnly() throws IOException {
        assertThat(tree.read("apps/web.yaml")).isEqualTo("web\n".getBytes(UTF_8));
        assertThat(tree.size("apps/web.yaml")).isEqualTo(4);
        assertThat(tree.fingerprint("apps/web.yaml"))
                .isEqualTo(
                        "git:" + scratch.git("rev-parse", "HEAD:apps/web.yaml").strip());
        for (var path : new String[] {"link", "module", "apps", "missing", ""}) {
            assertThatThrownBy(() -> tree.read(path)).as(path).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void refusesFilesThatAreTooLarge() {
        scratch.write("large", "x".repeat(1001));
        scratch.commit("Large");

        assertThatThrownBy(() -> of(repository.resolve("main^{tree}")).read("large"))
                .hasMessageContaining("1000 bytes in the file 'large'");
    }

    @Test
    void refusesNamesThatADiskTakesForDotGit() throws IOException {
        var evil = new TreeFormatter();
        try (var inserter = repository.newObjectInserter()) {
            evil.append(".GIT", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[1]));
            var root = inserter.insert(evil);
            inserter.flush();

            assertThatThrownBy(() -> of(root).kind("a")).isInstanceOf(UnsafePathException.class);
        }
    }
}
