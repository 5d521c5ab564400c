package dev.capstan.remotebase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import dev.capstan.kustomize.RemoteBases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirroredBasesTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "https://h.org/o/r//a/b?ref=v1, https://h.org/o/r, a/b, v1",
        "https://h.org/o/r.git/a/b?ref=v1, https://h.org/o/r.git, a/b, v1",
        "github.com/o/r/a?ref=main&timeout=9, https://github.com/o/r, a, main",
        "https://github.com/o/r, https://github.com/o/r, '', ''",
        "git@h.org:o/r.git//a, ssh://git@h.org/o/r.git, a, ''",
        "git::https://h.org/o/r.git?version=x, https://h.org/o/r.git, '', x",
        "ssh://git@h.org:22/o/r//a, ssh://git@h.org:22/o/r, a, ''"
    })
    void readsAddressesAsKustomizeDoes(String text, String url, String path, String ref) {
        assertThat(RepositoryAddress.parse(text)).contains(new RepositoryAddress(url, path, ref));
    }

    @Test
    void givesTheFilesOfABranchATagOrTheDefault() throws IOException {
        try (var server = GitHttpServer.start();
                var repository = BareRepository.openOrCreate(temp.resolve("r.git"), "main");
                var mirrors = mirrors(AddressRule.LOCAL)) {
            var first = repository.write("main", "First", Map.of("base/kustomization.yaml", "resources: []\n"));
            repository.tag("v1", first, "Release");
            repository.write("main", "Second", Map.of("base/kustomization.yaml", "resources: [x]\n"));
            var url = server.serveRepository("r", repository.path(), Access.READ_ONLY);
            var bases = new MirroredBases(mirrors, GitLimits.DEFAULT, Duration.ofSeconds(20));

            assertThat(text(bases.base(url + "//base?ref=v1"))).isEqualTo("resources: []\n");
            assertThat(text(bases.base(url + "//base?ref=main"))).isEqualTo("resources: [x]\n");
            assertThat(text(bases.base(url + "//base"))).isEqualTo("resources: [x]\n");
            assertThat(text(bases.base(url + "//base?ref=" + first))).isEqualTo("resources: []\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/o/r//base",
                "http://169.254.169.254/o/r//base",
                "file:///etc//base",
                "ext::sh -c id//x",
                "--upload-pack=x",
                "../up"
            })
    void k032_o027_refusesWhatMustNotBeReached(String address) throws IOException {
        try (var mirrors = mirrors(AddressRule.STRICT)) {
            var bases = new MirroredBases(mirrors, GitLimits.DEFAULT, Duration.ofSeconds(5));

            assertThat(bases.base(address)).isInstanceOf(RemoteBases.Answer.Refused.class);
        }
    }

    private GitMirrors mirrors(AddressRule addresses) throws IOException {
        return GitMirrors.open(temp.resolve("cache"), new GitSettings(addresses, GitLimits.DEFAULT), Clock.systemUTC());
    }

    private static String text(RemoteBases.Answer answer) throws IOException {
        assertThat(answer).isInstanceOf(RemoteBases.Answer.Found.class);
        var found = (RemoteBases.Answer.Found) answer;
        return new String(found.tree().read(found.path() + "/kustomization.yaml"), UTF_8);
    }
}
