package dev.capstan.cli.migrate.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import dev.capstan.git.Credentials;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits to a repository that the real git serves over HTTP. */
class GitComponentsTest {

    private static final String FILE = "clusters/prod/flux-system/gotk-components.yaml";

    @TempDir
    private Path served;

    private ScratchRepository git;
    private GitBackendServer server;

    @BeforeEach
    void serve() {
        git = ScratchRepository.create(served, "fleet");
        git.git("-C", git.bare().toString(), "config", "http.receivepack", "true");
        server = GitBackendServer.serve(served);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theFileIsReadAndReplacedOnce() {
        git.commit("flux", Map.of(FILE, "flux\n"));

        assertThat(components().content()).isEqualTo(bytes("flux\n"));
        components().replace(bytes("ours\n"), "Run Capstan in place of Flux");
        components().replace(bytes("ours\n"), "Run Capstan in place of Flux");

        git.pull();
        assertThat(git.git("show", "HEAD:" + FILE)).isEqualTo("ours\n");
        assertThat(git.git("log", "--format=%s").lines()).containsExactly("Run Capstan in place of Flux", "flux");
    }

    @Test
    void aRepositoryWithoutTheFileIsLeftAlone() {
        git.commit("apps", Map.of("apps/a.yaml", "a: 1\n"));

        assertThatThrownBy(() -> components().replace(bytes("ours\n"), "Run Capstan in place of Flux"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("There is no gotk-components.yaml below ./clusters/prod");
        git.pull();
        assertThat(git.git("log", "--format=%s").lines()).containsExactly("apps");
    }

    private GitComponents components() {
        var url = RemoteUrl.parse(server.url("fleet")).orElseThrow();
        return new GitComponents(
                Remote.of(url, new Credentials.Anonymous()),
                new ReferenceSelector.Branch("main"),
                new GitPlace("flux-system", "flux-system", "./clusters/prod"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
