package dev.capstan.access.git.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.Sync;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMirrorsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path temp = Path.of("");

    private ProcessMirrors mirrors() {
        return new ProcessMirrors(
                temp.resolve("git"), () -> new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
    }

    @Test
    void allWhoLeaseHaveTheSameMirrorsUntilTheLastGivesThemBack() throws IOException {
        var mirrors = mirrors();
        var first = mirrors.lease();
        var second = mirrors.lease();
        assertThat(second.mirrors()).isSameAs(first.mirrors());

        first.close();
        first.close();
        try (var third = mirrors.lease()) {
            assertThat(third.mirrors()).isSameAs(second.mirrors());
        }
        second.close();

        try (var later = mirrors.lease()) {
            assertThat(later.mirrors()).isNotSameAs(second.mirrors());
        }
    }

    @Test
    void whatOneFindsAllHear() throws IOException {
        var mirrors = mirrors();
        List<String> heard = new ArrayList<>();
        Runnable end = mirrors.listen((remote, revision) -> heard.add(revision.toString()));
        try (var server = GitHttpServer.start();
                var repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main");
                var lease = mirrors.lease()) {
            var url = server.serveRepository("config", repository.path(), Access.READ_ONLY);
            var remote = Remote.of(RemoteUrl.parse(url.toString()).orElseThrow(), new Credentials.Anonymous());
            String first = repository.write("main", "First", Map.of("a", "1"));
            read(lease.mirrors(), remote);
            end.run();
            repository.write("main", "Second", Map.of("a", "2"));
            read(lease.mirrors(), remote);

            assertThat(heard).containsExactly("main@sha1:" + first);
        }
    }

    @Test
    void aListenerThatFailsHarmsNeitherWhoFetchesNorOtherListeners() throws IOException {
        var mirrors = mirrors();
        List<String> heard = new ArrayList<>();
        mirrors.listen((_, _) -> {
            throw new IllegalStateException("a bug");
        });
        mirrors.listen((_, revision) -> heard.add(revision.toString()));
        try (var server = GitHttpServer.start();
                var repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main");
                var lease = mirrors.lease()) {
            var url = server.serveRepository("config", repository.path(), Access.READ_ONLY);
            var remote = Remote.of(RemoteUrl.parse(url.toString()).orElseThrow(), new Credentials.Anonymous());
            String commit = repository.write("main", "First", Map.of("a", "1"));

            read(lease.mirrors(), remote);

            assertThat(heard).containsExactly("main@sha1:" + commit);
        }
    }

    private static void read(GitMirrors mirrors, Remote remote) {
        var branch = ReferenceSelector.branch("main").orElseThrow();
        if (mirrors.sync(remote, branch, Optional.empty(), TIMEOUT)
                instanceof GitResult.Success<Sync>(Sync.Ready(var snapshot))) {
            snapshot.close();
        }
    }
}
