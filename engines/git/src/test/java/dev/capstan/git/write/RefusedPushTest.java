package dev.capstan.git.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do not want a push, and what is sent besides one. */
class RefusedPushTest {
    @TempDir
    Path served;

    @TempDir
    Path folder;

    private ScratchRepository repository;
    private GitBackendServer server;
    private Automation automation;

    @BeforeEach
    void serve() throws IOException {
        repository = ScratchRepository.create(served, "config");
        bare("config", "http.receivepack", "true");
        repository.commit("First", Map.of("web.yaml", "tag: 1\n"));
        server = GitBackendServer.serve(served);
        automation = Automation.open(folder, server.url("config"));
    }

    @AfterEach
    void close() throws IOException {
        automation.close();
        server.close();
    }

    private String bare(String first, String... more) {
        var all = new String[more.length + 3];
        all[0] = "-C";
        all[1] = repository.bare().toString();
        all[2] = first;
        System.arraycopy(more, 0, all, 3, more.length);
        return repository.git(all);
    }

    private void hook(String name, String script) throws IOException {
        var file = repository.bare().resolve("hooks").resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, "#!/bin/sh\n" + script);
        file.toFile().setExecutable(true);
    }

    private CommitRequest request(Optional<String> refspec, Map<String, String> options) {
        return new CommitRequest(
                ReferenceSelector.branch("main").orElseThrow(),
                "main",
                refspec,
                options,
                Optional.empty(),
                _ -> Optional.of(automation.edit("web.yaml", "tag: 2\n")));
    }

    private CommitRequest plain() {
        return request(Optional.empty(), Map.of());
    }

    private CommitRefusal refusal(GitResult<CommitOutcome> result) {
        return ((CommitOutcome.Refused) result.orElseThrow()).refusal();
    }

    @Test
    void aHookThatRefusesIsQuotedInOneLineWithoutSecrets() throws IOException {
        hook(
                "pre-receive",
                "printf 'no \\033[31mway\\n' >&2; printf 'see\\342\\200\\256 https://u:pass@host/x and hunter2 or cm9ib3Q6aHVudGVyMg==\\302\\233' >&2; exit 1\n");
        server.requireBasic("robot", "hunter2");
        var known = automation.as(Remote.of(
                RemoteUrl.parse(server.url("config")).orElseThrow(), new Credentials.Basic("robot", "hunter2")));

        var refused = refusal(known.commit(plain()));

        assertThat(refused).isInstanceOfSatisfying(CommitRefusal.ByServer.class, byServer -> {
            assertThat(byServer.reference()).isEqualTo("refs/heads/main");
            assertThat(byServer.why())
                    .isEqualTo("pre-receive hook declined: no [31mway see https://***@host/x and *** or ***");
        });
        assertThat(refused.message()).contains("refused the push to 'refs/heads/main'");
        assertThat(automation.scratchFiles()).isEmpty();
    }

    @Test
    void endlessWordsOfAHookAreCut() throws IOException {
        hook("pre-receive", "head -c 300000 /dev/zero | tr '\\0' x >&2; exit 1\n");

        assertThat(refusal(automation.commit(plain())).message())
                .hasSizeBetween(900, 1500)
                .endsWith("…");
    }

    @Test
    void aServerThatTalksForEverIsNotHeardToTheEnd() throws IOException {
        hook("pre-receive", "head -c 90000000 /dev/zero | tr '\\0' x >&2; exit 0\n");

        assertThat(automation.commit(plain()).problem()).get().isInstanceOf(GitFailure.LimitExceeded.class);
        try (var ssh = GitSshServer.serve(served)) {
            var credentials = new Credentials.SshKey(ssh.identity(), ssh.knownHosts(), Optional.empty());
            var there =
                    automation.as(Remote.of(RemoteUrl.parse(ssh.url("config")).orElseThrow(), credentials));

            assertThat(there.commit(plain()).problem()).get().isInstanceOf(GitFailure.LimitExceeded.class);
        }
    }

    @Test
    void aRefusedPushIsTriedAgainWithWhatWasFetched() throws IOException {
        hook("update", "exit 1\n");
        assertThat(refusal(automation.commit(plain()))).isInstanceOf(CommitRefusal.ByServer.class);
        hook("update", "exit 0\n");
        server.resetRecords();

        automation.pushed(plain());

        assertThat(server.fetches()).isZero();
    }

    @Test
    void denyingAllUpdatesOfTheBranchIsARefusalNotARace() throws IOException {
        hook("update", "echo 'branch is protected' >&2; exit 1\n");

        assertThat(refusal(automation.commit(plain())).message()).contains("hook declined", "branch is protected");
    }

    @Test
    void aHookThatMovesTheBranchItselfIsARace() throws IOException {
        repository.git("switch", "-q", "-c", "other");
        repository.commit("Other", Map.of("README", "other\n"));
        hook(
                "pre-receive",
                "test -e moved && exit 0; touch moved; "
                        + "env -u GIT_QUARANTINE_PATH git update-ref refs/heads/main refs/heads/other; exit 1\n");

        var pushed = automation.pushed(plain());

        assertThat(pushed.attempts()).isEqualTo(2);
        assertThat(bare("log", "--format=%s", "main")).isEqualTo("Set web.yaml\nOther\nFirst\n");
    }

    @Test
    void whoMayReadAndNotWriteIsToldSo() {
        bare("config", "http.receivepack", "false");

        var refused = refusal(automation.commit(plain()));

        assertThat(refused).isInstanceOf(CommitRefusal.NotPermitted.class);
        assertThat(refused.message()).contains("no permission to push", "can be read");
    }

    @Test
    void credentialsThatAreRefusedForReadingAreAFailureOfAuthentication() {
        server.requireBasic("robot", "right");
        var stranger = automation.as(Remote.of(
                RemoteUrl.parse(server.url("config")).orElseThrow(), new Credentials.Basic("robot", "wrong")));

        assertThat(stranger.commit(plain()).problem()).get().isInstanceOf(GitFailure.CredentialsRejected.class);
    }

    @Test
    void pushOptionsReachTheServer() throws IOException {
        bare("config", "receive.advertisePushOptions", "true");
        hook(
                "pre-receive",
                "echo \"$GIT_PUSH_OPTION_COUNT $GIT_PUSH_OPTION_0 $GIT_PUSH_OPTION_1\" > options; exit 0\n");

        automation.pushed(
                request(Optional.empty(), Map.of("merge_request.target", "main", "merge_request.create", "")));

        assertThat(repository.bare().resolve("options"))
                .hasContent("2 merge_request.create merge_request.target=main\n");
    }

    @Test
    void pushOptionsThatTheServerDoesNotTakeAreAClearRefusal() {
        bare("config", "receive.advertisePushOptions", "false");

        var refused = refusal(automation.commit(request(Optional.empty(), Map.of("ci.skip", ""))));

        assertThat(refused).isInstanceOf(CommitRefusal.OptionsUnsupported.class);
        assertThat(bare("log", "--format=%s", "main")).isEqualTo("First\n");
    }

    @Test
    void i088_pushOptionsWithLineEndsAreRefused() {
        for (var option : Map.of("a\nb", "", "a", "x\ny", "", "x", "b", "\0").entrySet()) {
            var result = automation.commit(request(Optional.empty(), Map.of(option.getKey(), option.getValue())));

            assertThat(result.problem()).get().isInstanceOf(GitFailure.ReferenceInvalid.class);
        }
    }

    @Test
    void aRefspecIsPushedAfterTheBranch() {
        var pushed = automation.pushed(request(Optional.of("HEAD:refs/heads/preview/main"), Map.of()));

        assertThat(pushed.refspecs()).containsExactly("HEAD:refs/heads/preview/main");
        assertThat(bare("rev-parse", "preview/main")).isEqualTo(pushed.commit() + "\n");
        assertThat(bare("rev-parse", "main")).isEqualTo(pushed.commit() + "\n");
    }

    @Test
    void aRefspecFollowsItsDestinationAlsoOverMissedCommits() {
        var first = repository.head();
        bare("branch", "preview", first);
        repository.commit("Second", Map.of("README", "2\n"));
        repository.commit("Third", Map.of("README", "3\n"));

        var pushed = automation.pushed(request(Optional.of("main:preview"), Map.of()));

        assertThat(pushed.missedRefspec()).isEmpty();
        assertThat(bare("rev-parse", "preview")).isEqualTo(pushed.commit() + "\n");
    }

    @Test
    void aRefspecTakesNoCommitsOfOthersAwayUnlessForced() {
        repository.git("switch", "-q", "-c", "preview");
        var others = repository.commit("Other", Map.of("README", "other\n"));
        repository.git("switch", "-q", "main");

        var pushed = automation.pushed(request(Optional.of("HEAD:refs/heads/preview"), Map.of()));

        assertThat(pushed.missedRefspec()).get().isInstanceOf(CommitRefusal.NotForward.class);
        assertThat(pushed.refspecs()).isEmpty();
        assertThat(bare("rev-parse", "preview")).isEqualTo(others + "\n");
        assertThat(bare("rev-parse", "main")).isEqualTo(pushed.commit() + "\n");

        var forced = automation.pushed(new CommitRequest(
                ReferenceSelector.branch("main").orElseThrow(),
                "main",
                Optional.of("+HEAD:refs/heads/preview"),
                Map.of(),
                Optional.empty(),
                _ -> Optional.of(automation.edit("web.yaml", "tag: 3\n"))));

        assertThat(bare("rev-parse", "preview")).isEqualTo(forced.commit() + "\n");
    }

    @Test
    void aRefusedRefspecIsSaidWithTheCommitThatIsThere() throws IOException {
        hook("update", "case $1 in refs/for/*) echo 'not for you' >&2; exit 1;; esac\n");

        var pushed = automation.pushed(request(Optional.of("HEAD:refs/for/main"), Map.of()));

        assertThat(pushed.missedRefspec())
                .get()
                .satisfies(missed -> assertThat(missed.message()).contains("refs/for/main", "not for you"));
        assertThat(bare("rev-parse", "main")).isEqualTo(pushed.commit() + "\n");
    }

    @Test
    void ourOwnServerTakesPushesToo() throws IOException {
        try (var own = GitHttpServer.start()) {
            var url = own.serveRepository("config", repository.bare(), Access.READ_WRITE);
            var there = automation.at(url.toString());

            there.pushed(plain());
            assertThat(bare("show", "main:web.yaml")).isEqualTo("tag: 2\n");
            var optioned = new CommitRequest(
                    ReferenceSelector.branch("main").orElseThrow(),
                    "main",
                    Optional.empty(),
                    Map.of("x", "y"),
                    Optional.empty(),
                    _ -> Optional.of(
                            new Edit(Map.of("web.yaml", "tag: 3\n".getBytes(UTF_8)), new Person("R", "r@x"), "m")));
            assertThat(refusal(there.commit(optioned))).isInstanceOf(CommitRefusal.OptionsUnsupported.class);
        }
        try (var own = GitHttpServer.start()) {
            var url = own.serveRepository("config", repository.bare(), Access.READ_ONLY);

            assertThat(refusal(automation
                            .at(url.toString())
                            .commit(new CommitRequest(
                                    ReferenceSelector.branch("main").orElseThrow(),
                                    "main",
                                    Optional.empty(),
                                    Map.of(),
                                    Optional.empty(),
                                    _ -> Optional.of(automation.edit("web.yaml", "tag: 4\n"))))))
                    .isInstanceOf(CommitRefusal.NotPermitted.class);
        }
    }
}
