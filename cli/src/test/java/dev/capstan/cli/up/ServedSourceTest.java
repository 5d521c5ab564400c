package dev.capstan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void aFolderInARepositoryStandsForWhatIsCommittedInIt(@TempDir Path folder) throws Exception {
        try (var repository = Git.init().setDirectory(folder.toFile()).call()) {
            Path below = Files.createDirectories(folder.resolve("clusters/dev"));

            try (ServedSource source = ServedSource.of(below.toString(), false)) {
                assertThat(source.name()).isEqualTo("dev");
                assertThat(source.origin()).isEqualTo("what is committed in " + below);
                assertThat(source.pathInRepository("./")).isEqualTo("./clusters/dev/");
                assertThat(source.pathInRepository("./apps")).isEqualTo("./clusters/dev/apps");
                assertThat(source.pathInRepository("/")).isEqualTo("./clusters/dev/");
            }
            try (ServedSource source = ServedSource.of(below.toString(), true)) {
                assertThat(source.origin()).isEqualTo("the files in " + below);
                assertThat(source.pathInRepository("./apps")).isEqualTo("./apps");
            }
            assertThat(repository.getRepository().isBare()).isFalse();
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
