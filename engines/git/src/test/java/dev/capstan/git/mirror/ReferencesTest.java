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
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final List<String> found = new ArrayList<>();
    private GitHttpServer server;
    private BareRepository repository;
    private GitMirrors mirrors;
    private Remote remote;

    @BeforeEach
    void start() throws IOException {
        server = GitHttpServer.start();
        repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main");
        var url = server.serveRepository("config", repository.path(), Access.READ_ONLY);
        remote = Remote.of(RemoteUrl.parse(url.toString()).orElseThrow(), new Credentials.Anonymous());
        mirrors = GitMirrors.open(
                temp.resolve("cache"),
                new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT),
                Clock.systemUTC(),
                (who, revision) -> found.add(who.url() + " " + revision));
    }

    @AfterEach
    void stop() throws IOException {
        mirrors.close();
        repository.close();
        server.close();
    }

    private References references() {
        return mirrors.references(remote, TIMEOUT).orElseThrow();
    }

    @Test
    void saysWhichBranchesAndTagsThereAre() throws IOException {
        var first = repository.write("main", "First", Map.of("a", "1"));
        repository.tag("v1.0.0", first, "Release");
        var second = repository.write("main", "Second", Map.of("a", "2"));
        var other = repository.write("team/other", "Third", Map.of("b", "1"));

        assertThat(references())
                .isEqualTo(new References(
                        Optional.of(second), Map.of("main", second, "team/other", other), Map.of("v1.0.0", first)));
    }

    @Test
    void seesEachTimeWhatThereIsThen() throws IOException {
        var first = repository.write("main", "First", Map.of("a", "1"));
        assertThat(references().branches()).containsExactly(Map.entry("main", first));

        var second = repository.write("main", "Second", Map.of("a", "2"));
        assertThat(references().branches()).containsExactly(Map.entry("main", second));
    }

    @Test
    void aRepositoryWithoutCommitsIsSaidToBeEmpty() {
        assertThat(mirrors.references(remote, TIMEOUT))
                .isEqualTo(GitResult.failed(new GitFailure.RepositoryEmpty(remote.url())));
    }

    @Test
    void aNewCommitIsToldAndAKnownOneIsNot() throws IOException {
        var commit = repository.write("main", "First", Map.of("a", "1"));
        var branch = ReferenceSelector.branch("main").orElseThrow();
        references();
        assertThat(found).isEmpty();

        var ready = (Sync.Ready)
                mirrors.sync(remote, branch, Optional.empty(), TIMEOUT).orElseThrow();
        try (var snapshot = ready.snapshot()) {
            mirrors.sync(remote, branch, Optional.of(snapshot.revision()), TIMEOUT);
        }

        assertThat(found).containsExactly(remote.url() + " main@sha1:" + commit);
    }

    @Test
    void theFilesOfASnapshotAreATree() throws IOException {
        var commit = repository.write("main", "First", Map.of("a/b.yaml", "x: 1\n"));
        var selector = ReferenceSelector.commit(commit, Optional.empty()).orElseThrow();

        var ready = (Sync.Ready)
                mirrors.sync(remote, selector, Optional.empty(), TIMEOUT).orElseThrow();
        try (var snapshot = ready.snapshot()) {
            var tree = snapshot.tree(remote.url(), 100);
            assertThat(new String(tree.read("a/b.yaml"), StandardCharsets.UTF_8))
                    .isEqualTo("x: 1\n");
            assertThat(tree.list("")).extracting(entry -> entry.name()).containsExactly("a");
        }
        assertThat(found).isEmpty();
    }
}
