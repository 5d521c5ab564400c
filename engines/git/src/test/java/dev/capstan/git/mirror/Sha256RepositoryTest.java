package dev.capstan.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.AddressRule;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that the real git made with {@code --object-format=sha256}: a clear refusal, whoever serves them. */
class Sha256RepositoryTest {
    @TempDir
    Path served;

    @TempDir
    Path folder;

    private GitMirrors mirrors;
    private String head;

    @BeforeEach
    void makeRepository() throws IOException {
        mirrors = GitMirrors.open(folder, new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
        var repository = ScratchRepository.createWithSha256(served, "modern");
        head = repository.commit("One", Map.of("a", "1"));
        repository.tag("v1.0.0");
    }

    @AfterEach
    void close() throws IOException {
        mirrors.close();
    }

    private GitResult<Sync> sync(String url, Credentials credentials, ReferenceSelector selector) {
        return mirrors.sync(
                Remote.of(RemoteUrl.parse(url).orElseThrow(), credentials),
                selector,
                Optional.empty(),
                Duration.ofSeconds(20));
    }

    @Test
    void aBranchIsRefusedByItsHash() {
        try (var server = GitBackendServer.serve(served)) {
            var url = server.url("modern");

            var result = sync(url, new Credentials.Anonymous(), new ReferenceSelector.Branch("main"));

            assertThat(result.problem()).containsInstanceOf(GitFailure.HashUnsupported.class);
            assertThat(result.problem().orElseThrow().message())
                    .contains("'" + url + "' names its objects by SHA-256 (object-format=sha256)");
        }
    }

    @Test
    void soAreTagsVersionsAndCommits() {
        try (var server = GitBackendServer.serve(served)) {
            for (var selector : new ReferenceSelector[] {
                ReferenceSelector.tag("v1.0.0").orElseThrow(),
                ReferenceSelector.semver(">=1.0.0").orElseThrow(),
                ReferenceSelector.name("refs/heads/main").orElseThrow(),
                ReferenceSelector.commit(head, Optional.empty()).orElseThrow(),
                ReferenceSelector.commit("a".repeat(40), Optional.empty()).orElseThrow(),
                ReferenceSelector.commit("a".repeat(40), Optional.of("main")).orElseThrow()
            }) {
                assertThat(sync(server.url("modern"), new Credentials.Anonymous(), selector)
                                .problem())
                        .as(selector.describe())
                        .containsInstanceOf(GitFailure.HashUnsupported.class);
            }
        }
    }

    @Test
    void soItIsOverSsh() {
        try (var server = GitSshServer.serve(served)) {
            var key = new Credentials.SshKey(server.identity(), server.knownHosts(), Optional.empty());

            var result = sync(server.url("modern"), key, new ReferenceSelector.Branch("main"));

            assertThat(result.problem()).containsInstanceOf(GitFailure.HashUnsupported.class);
        }
    }
}
