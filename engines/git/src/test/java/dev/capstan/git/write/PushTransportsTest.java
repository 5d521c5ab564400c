package dev.capstan.git.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.TlsMaterial;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits over SSH and TLS, by many at once, and to large repositories. */
class PushTransportsTest {
    @TempDir
    Path served;

    @TempDir
    Path folder;

    private ScratchRepository repository;
    private Automation automation;

    @BeforeEach
    void serve() throws IOException {
        repository = ScratchRepository.create(served, "config");
        repository.git("-C", repository.bare().toString(), "config", "http.receivepack", "true");
        repository.commit("First", Map.of("web.yaml", "tag: 1\n"));
        automation = Automation.open(folder, "http://127.0.0.1:1/none");
    }

    @AfterEach
    void close() throws IOException {
        automation.close();
    }

    private String show(String path) {
        return repository.git("-C", repository.bare().toString(), "show", "main:" + path);
    }

    private static Remote overSsh(GitSshServer ssh, String knownHosts) {
        return Remote.of(
                RemoteUrl.parse(ssh.url("config")).orElseThrow(),
                new Credentials.SshKey(ssh.identity(), knownHosts, Optional.empty()));
    }

    @Test
    void pushesOverSsh() {
        try (var ssh = GitSshServer.serve(served)) {
            var there = automation.as(overSsh(ssh, ssh.knownHosts()));

            there.pushed(there.setting("main", "main", "web.yaml", "tag: 2\n"));
            var onBranch = there.pushed(there.setting("main", "images", "web.yaml", "tag: 3\n"));

            assertThat(show("web.yaml")).isEqualTo("tag: 2\n");
            assertThat(onBranch.start()).isEqualTo(new BranchStart.NewBranch());
            assertThat(ssh.commands()).anyMatch(command -> command.contains("receive-pack"));
        }
    }

    @Test
    void aDeployKeyThatMayOnlyReadIsNamedSoOverSsh() {
        try (var ssh = GitSshServer.serve(served).readOnly()) {
            var there = automation.as(overSsh(ssh, ssh.knownHosts()));

            var outcome = there.commit(there.setting("main", "main", "web.yaml", "tag: 2\n"))
                    .orElseThrow();

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            CommitOutcome.Refused.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(CommitRefusal.NotPermitted.class));
        }
    }

    @Test
    void anotherHostKeyIsNotPushedTo() {
        try (var ssh = GitSshServer.serve(served)) {
            var there = automation.as(overSsh(ssh, ssh.wrongKnownHosts()));

            assertThat(there.commit(there.setting("main", "main", "web.yaml", "tag: 2\n"))
                            .problem())
                    .get()
                    .isInstanceOf(GitFailure.HostKeyRefused.class);
        }
    }

    @Test
    void pushesOverTlsWithCredentials() {
        try (var tls = GitBackendServer.serveOverTls(served)) {
            tls.requireBasic("robot", "secret");
            var there = automation.as(new Remote(
                    RemoteUrl.parse(tls.url("config")).orElseThrow(),
                    new Credentials.Basic("robot", "secret"),
                    new TlsMaterial(tls.authority(), Optional.empty()),
                    Optional.empty()));

            there.pushed(there.setting("main", "main", "web.yaml", "tag: 2\n"));

            assertThat(show("web.yaml")).isEqualTo("tag: 2\n");
            assertThat(tls.count(request -> request.path().endsWith("/git-receive-pack")))
                    .isEqualTo(1);
        }
    }

    @Test
    void credentialsStayWithTheirHostWhenAPushIsSentOn() {
        try (var first = GitBackendServer.serve(served);
                var second = GitBackendServer.serve(served)) {
            first.requireBasic("robot", "secret").redirect("config", second.url("config"));
            var there = automation.as(Remote.of(
                    RemoteUrl.parse(first.url("config")).orElseThrow(), new Credentials.Basic("robot", "secret")));

            there.commit(there.setting("main", "main", "web.yaml", "tag: 2\n"));

            assertThat(second.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.headers().keySet())
                            .noneMatch(header -> header.equalsIgnoreCase("Authorization")));
        }
    }

    @Test
    void manyAutomationsOfOneRemoteComeOneAfterAnother() throws Exception {
        int count = 8;
        repository.write("first.yaml", "x\n");
        IntStream.range(0, count).forEach(i -> repository.write("app-" + i + ".yaml", "tag: 1\n"));
        repository.commit("Apps");
        var start = new CountDownLatch(1);
        try (var server = GitBackendServer.serve(served);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var there = automation.at(server.url("config"));
            var all = new ArrayList<Future<CommitOutcome.Pushed>>();
            for (int i = 0; i < count; i++) {
                var file = "app-" + i + ".yaml";
                all.add(threads.submit(() -> {
                    start.await();
                    return there.pushed(there.setting("main", "main", file, "tag: 2\n"));
                }));
            }
            start.countDown();
            for (var one : all) {
                assertThat(one.get().attempts()).isEqualTo(1);
            }
        }
        for (int i = 0; i < count; i++) {
            assertThat(show("app-" + i + ".yaml")).isEqualTo("tag: 2\n");
        }
    }

    @Test
    void aThousandFilesAreChangedInOneCommit() {
        var changes = files(1000, "tag: 2\n");
        files(1000, "tag: 1\n").forEach((path, bytes) -> repository.write(path, new String(bytes, UTF_8)));
        repository.commit("Many");
        try (var server = GitBackendServer.serve(served)) {
            var there = automation.at(server.url("config"));

            there.pushed(there.request(
                    "main", "main", _ -> Optional.of(new Edit(changes, new Person("Robot", "r@example.org"), "Many"))));

            assertThat(repository.git("-C", repository.bare().toString(), "diff", "--shortstat", "main~1", "main"))
                    .contains("1000 files changed, 1000 insertions(+), 1000 deletions(-)");
        }
    }

    private static Map<String, byte[]> files(int count, String text) {
        var files = new TreeMap<String, byte[]>();
        for (int i = 0; i < count; i++) {
            files.put("team-" + i % 40 + "/app-" + i + "/deployment.yaml", text.getBytes(UTF_8));
        }
        return files;
    }

    @Test
    void aCommitSendsOnlyWhatIsNewAlsoInALargeRepository() {
        files(10_000, "tag: 1\n").forEach((path, bytes) -> repository.write(path, "# " + path + "\n"));
        repository.commit("Large");
        try (var server = GitBackendServer.serve(served)) {
            var there = automation.at(server.url("config"));
            there.commit(there.request("main", "main", _ -> Optional.empty())).orElseThrow();
            server.resetRecords();

            there.pushed(there.setting("main", "main", "team-7/app-7/deployment.yaml", "tag: 2\n"));

            var sent = server.requests().stream()
                    .filter(request -> request.path().endsWith("/git-receive-pack"))
                    .mapToInt(request -> request.body().length)
                    .sum();
            assertThat(sent).isBetween(300, 20_000);
            assertThat(server.fetches()).isZero();
        }
    }

    @Test
    void largeFilesAreSentToo() {
        var large = new byte[3 << 20];
        new Random(7).nextBytes(large);
        try (var server = GitBackendServer.serve(served)) {
            var there = automation.at(server.url("config"));

            there.pushed(there.request(
                    "main",
                    "main",
                    _ -> Optional.of(
                            new Edit(Map.of("web.yaml", large), new Person("Robot", "r@example.org"), "Large"))));

            assertThat(repository.git("-C", repository.bare().toString(), "cat-file", "-s", "main:web.yaml"))
                    .isEqualTo(large.length + "\n");
        }
    }

    @Test
    void aServerThatHangsDuringThePushCostsTheTimeoutAndNoMore() throws IOException {
        try (var server = GitBackendServer.serve(served)) {
            var there = automation.at(server.url("config"));
            there.commit(there.request("main", "main", _ -> Optional.empty())).orElseThrow();

            var result = there.commit(
                    there.request("main", "main", _ -> {
                        server.delay(Duration.ofSeconds(20));
                        return Optional.of(there.edit("web.yaml", "tag: 2\n"));
                    }),
                    Duration.ofSeconds(2));

            assertThat(result.problem()).get().isInstanceOf(GitFailure.TimedOut.class);
            server.heal();
            there.pushed(there.setting("main", "main", "web.yaml", "tag: 3\n"));
            assertThat(automation.scratchFiles()).isEmpty();
        }
    }
}
