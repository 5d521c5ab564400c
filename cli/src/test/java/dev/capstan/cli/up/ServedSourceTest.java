package dev.capstan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedSourceTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/stefanprodan/podinfo, podinfo",
        "https://git.example/Team/My_Config.git/, my-config",
        "ssh://git@git.example:2222/a/b.git, b",
        "/home/somebody/config, config",
        "/, config",
        "https://git.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbb, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    })
    void namesObjectsAfterTheRepository(String address, String name) {
        assertThat(ServedSource.nameOf(address)).isEqualTo(name);
    }

    @Test
    void remoteRepositoryIsTakenAsItIs() throws Exception {
        try (ServedSource source = ServedSource.of("https://git.example/config.git", false)) {
            assertThat(source.url()).isEqualTo("https://git.example/config.git");
            assertThat(source.isLocal()).isFalse();
        }
    }

    @Test
    void committedStateOfAFolderIsServedWithItsBranch(@TempDir Path folder) throws Exception {
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("trunk")
                .call()) {
            Files.writeString(folder.resolve("a.yaml"), "a: 1\n");
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("first")
                    .setSign(false)
                    .setAuthor("a", "a@example.com")
                    .setCommitter("a", "a@example.com")
                    .call();
        }

        try (ServedSource source = ServedSource.of(folder.toString(), false)) {
            assertThat(source.isLocal()).isTrue();
            assertThat(source.defaultReference()).isEqualTo(Map.entry("branch", "trunk"));
        }
    }

    @Test
    void theCommitOfAWorkTreeThatIsOnNoBranchIsUsed(@TempDir Path folder) throws Exception {
        String commit;
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("trunk")
                .call()) {
            commit = git.commit()
                    .setMessage("first")
                    .setAllowEmpty(true)
                    .setSign(false)
                    .setAuthor("a", "a@example.com")
                    .setCommitter("a", "a@example.com")
                    .call()
                    .name();
            git.checkout().setName(commit).call();
        }

        try (ServedSource source = ServedSource.of(folder.toString(), false)) {
            assertThat(source.defaultReference()).isEqualTo(Map.entry("commit", commit));
        }
    }

    @Test
    void aRepositoryWithoutACommitSaysWhatToDo(@TempDir Path folder) throws Exception {
        Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("trunk")
                .call()
                .close();

        try (ServedSource source = ServedSource.of(folder.toString(), false)) {
            assertThatThrownBy(source::defaultReference)
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("There is no commit yet")
                    .hasMessageContaining("--uncommitted");
        }
    }

    @Test
    void plainFolderIsServedAsItIs(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.yaml"), "a: 1\n");

        try (ServedSource source = ServedSource.of(folder.toString(), false)) {
            assertThat(source.defaultReference()).isEqualTo(Map.entry("branch", "main"));
        }
    }

    @Test
    void saysWhatIsWrongWithANameThatIsNeither() {
        assertThatThrownBy(() -> ServedSource.of("/no/such/folder", false))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("/no/such/folder");
        assertThatThrownBy(() -> ServedSource.of("git@git.example:team/config.git", false))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("Write 'git@git.example:team/config.git' as a URL: ssh://git@git.example/team/config.git");
        assertThatThrownBy(() -> ServedSource.of("https://git.example/config", true))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--uncommitted");
    }
}
