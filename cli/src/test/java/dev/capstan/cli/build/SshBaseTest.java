package dev.capstan.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.terminal.SlowNotice;
import dev.capstan.devcluster.Progress;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.testkit.git.GitSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bases from a real SSH server, with the key and the known hosts of a folder such as {@code ~/.ssh}. */
class SshBaseTest {
    @TempDir
    private Path folder;

    private Path keys;
    private GitSshServer server;

    @BeforeEach
    void serve() throws IOException {
        keys = Files.createDirectory(folder.resolve("keys"));
        Path repositories = Files.createDirectory(folder.resolve("repositories"));
        try (BareRepository repository = BareRepository.openOrCreate(repositories.resolve("r.git"), "main")) {
            repository.write("main", "First", Map.of("base/kustomization.yaml", "resources: []\n"));
        }
        server = GitSshServer.serve(repositories);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesWithTheKeyOfTheUser() throws IOException {
        Files.writeString(keys.resolve("id_ecdsa"), server.identity());
        Files.writeString(keys.resolve("known_hosts"), server.knownHosts());

        assertThat(ask()).isEqualTo("resources: []\n");
    }

    @Test
    void g012_refusesAServerWithAnotherKey() throws IOException {
        Files.writeString(keys.resolve("id_ecdsa"), server.identity());
        Files.writeString(keys.resolve("known_hosts"), server.wrongKnownHosts());

        assertThat(ask()).startsWith("Refused").contains("host key");
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void saysWhichKeyIsMissing() {
        assertThatThrownBy(this::ask).isInstanceOf(CommandFailure.class).hasMessageContaining("id_ed25519");
    }

    /** The file of the base, or why there is none. */
    private String ask() throws IOException {
        try (SlowNotice notice = SlowNotice.over("building", Progress.NONE);
                FetchedBases bases = new FetchedBases(
                        folder.resolve("cache"),
                        AddressRule.LOCAL,
                        Duration.ofSeconds(20),
                        new SshFolder(keys),
                        notice)) {
            RemoteBases.Answer answer = bases.base(server.url("r") + "//base?ref=main");
            return answer instanceof RemoteBases.Answer.Found found
                    ? new String(found.tree().read(found.path() + "/kustomization.yaml"), UTF_8)
                    : answer.toString();
        }
    }
}
