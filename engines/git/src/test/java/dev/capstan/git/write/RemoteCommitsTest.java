package dev.capstan.git.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.http.AddressRule;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits to repositories that the real git serves over HTTP. */
class RemoteCommitsTest {
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
        repository.git("-C", repository.bare().toString(), "config", "http.receivepack", "true");
        repository.commit(
                "First", Map.of("apps/web.yaml", "tag: 1\n", "apps/api.yaml", "tag: 1\n", "README", "hello\n"));
        server = GitBackendServer.serve(served);
        automation = Automation.open(folder, server.url("config"));
    }

    @AfterEach
    void close() throws IOException {
        automation.close();
        server.close();
    }

    private String atRemote(String revisionAndPath) {
        return repository.git("-C", repository.bare().toString(), "show", revisionAndPath);
    }

    private String logOf(String branch) {
        return repository.git("-C", repository.bare().toString(), "log", "--format=%s", branch);
    }

    @Test
    void putsOneCommitOnTheBranchThatIsCheckedOut() {
        var before = repository.head();

        var pushed = automation.pushed(automation.setting("main", "main", "apps/web.yaml", "tag: 2\n"));

        assertThat(pushed.parent()).isEqualTo(before);
        assertThat(pushed.start()).isEqualTo(new BranchStart.OnCheckout());
        assertThat(pushed.attempts()).isEqualTo(1);
        assertThat(pushed.checkout()).hasToString("main@sha1:" + before);
        assertThat(logOf("main")).isEqualTo("Set apps/web.yaml\nFirst\n");
        assertThat(atRemote("main:apps/web.yaml")).isEqualTo("tag: 2\n");
        assertThat(atRemote("main:apps/api.yaml")).isEqualTo("tag: 1\n");
        assertThat(repository.git("-C", repository.bare().toString(), "rev-parse", "main"))
                .isEqualTo(pushed.commit() + "\n");
    }

    @Test
    void saysTheHeadOfABranchWithoutFetchingIt() {
        assertThat(automation.head("main")).isEqualTo(GitResult.success(Optional.of(repository.head())));
        assertThat(automation.head("nobody")).isEqualTo(GitResult.success(Optional.empty()));

        repository.commit("Another");

        assertThat(automation.head("main")).isEqualTo(GitResult.success(Optional.of(repository.head())));
        assertThat(server.requests()).noneMatch(request -> request.text().contains("command=fetch"));
    }

    @Test
    void commitsAgainOnWhatItPushedAndOnWhatOthersPushed() {
        automation.pushed(automation.setting("main", "main", "apps/web.yaml", "tag: 2\n"));
        repository.git("pull", "-q", "origin", "main");
        repository.commit("Somebody's", Map.of("README", "hello you\n"));

        automation.pushed(automation.setting("main", "main", "apps/web.yaml", "tag: 3\n"));

        assertThat(logOf("main")).isEqualTo("Set apps/web.yaml\nSomebody's\nSet apps/web.yaml\nFirst\n");
        assertThat(atRemote("main:README")).isEqualTo("hello you\n");
    }

    @Test
    void makesNoEmptyCommit() {
        var head = repository.head();

        var same = automation.commit(automation.setting("main", "main", "apps/web.yaml", "tag: 1\n"));
        var nothing = automation.commit(automation.request("main", "main", _ -> Optional.empty()));

        assertThat(same.orElseThrow()).isInstanceOfSatisfying(CommitOutcome.NothingToDo.class, outcome -> {
            assertThat(outcome.branchHead()).contains(head);
            assertThat(outcome.checkout()).hasToString("main@sha1:" + head);
        });
        assertThat(nothing).isEqualTo(same);
        assertThat(logOf("main")).isEqualTo("First\n");
    }

    @Test
    void i092_whenSomebodyWasQuickerTheEditorIsAskedAgain() {
        var calls = new AtomicInteger();

        var pushed = automation.pushed(automation.request("main", "main", heads -> {
            if (calls.incrementAndGet() == 1) {
                repository.commit("Quicker", Map.of("README", "quick\n"));
            }
            var text = new String(heads.files().read("README"), UTF_8);
            return Optional.of(automation.edit("apps/web.yaml", "readme was " + text));
        }));

        assertThat(pushed.attempts()).isEqualTo(2);
        assertThat(logOf("main")).isEqualTo("Set apps/web.yaml\nQuicker\nFirst\n");
        assertThat(atRemote("main:apps/web.yaml")).isEqualTo("readme was quick\n");
    }

    @Test
    void i092_whoIsAlwaysOutrunGivesUpAndLeavesEverythingToOthers() throws IOException {
        var calls = new AtomicInteger();

        var outcome = automation.commit(automation.request("main", "main", _ -> {
            repository.commit("Quicker " + calls.incrementAndGet(), Map.of("README", calls + "\n"));
            return Optional.of(automation.edit("apps/web.yaml", "tag: 2\n"));
        }));

        assertThat(outcome.orElseThrow())
                .isInstanceOfSatisfying(
                        CommitOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().message()).contains("5 attempts", "tried again"));
        assertThat(calls).hasValue(5);
        assertThat(logOf("main")).doesNotContain("Set");
        assertThat(automation.scratchFiles()).isEmpty();
    }

    @Test
    void anEmptyRepositoryIsRefused() {
        ScratchRepository.create(served, "empty");
        var elsewhere = automation.at(server.url("empty"));

        var result = elsewhere.commit(elsewhere.setting("main", "main", "a", "1"));

        assertThat(result.problem()).get().isInstanceOf(GitFailure.RepositoryEmpty.class);
    }

    @Test
    void aBranchThatIsNotThereToCheckOutIsAFailure() {
        var result = automation.commit(automation.setting("missing", "main", "README", "1"));

        assertThat(result.problem()).get().isInstanceOf(GitFailure.ReferenceNotFound.class);
    }

    @Test
    void i088_branchNamesThatNoRepositoryCanHaveAreRefused() {
        for (var name : new String[] {
            "-x", "a..b", "a b", "a\nb", "a~1", "", "a/", "a.lock", "@{u}", "--upload-pack=x", "HEAD", "refs/heads/main"
        }) {
            assertThat(automation.commit(automation.setting("main", name, "README", "1")))
                    .as(name)
                    .isInstanceOfSatisfying(
                            GitResult.Failed.class,
                            failed -> assertThat(failed.failure()).isInstanceOf(GitFailure.ReferenceInvalid.class));
        }
    }

    @Test
    void i091_authorAndMessageCannotMakeHeaders() {
        var pushed = automation.pushed(automation.request(
                "main",
                "main",
                _ -> Optional.of(new Edit(
                        Map.of("README", "x".getBytes(UTF_8)),
                        new Person("Eve\ncommitter Mallory <m@x> 0 +0000\n", "e\0ve@example.org>\r\n"),
                        "Title\0\u001b[31m\r\nparent 0000\rend"))));

        assertThat(repository.git("-C", repository.bare().toString(), "cat-file", "commit", pushed.commit()))
                .containsOnlyOnce("\ncommitter ")
                .contains("author Evecommitter Mallory m@x 0 +0000 <eve@example.org> 1")
                .endsWith("\n\nTitle[31m\nparent 0000end\n");
        assertThat(repository.git("-C", repository.bare().toString(), "fsck", "--strict"))
                .doesNotContain("error");
    }

    @Test
    void keepsModesAndTheBytesOfTreesAround() throws IOException {
        repository.write("run.sh", "echo 1\n");
        Files.createSymbolicLink(repository.workTree().resolve("link"), Path.of("README"));
        repository.workTree().resolve("run.sh").toFile().setExecutable(true);
        repository.commit("Modes");

        automation.pushed(automation.setting("main", "main", "run.sh", "echo 2\n"));

        assertThat(repository.git("-C", repository.bare().toString(), "ls-tree", "main"))
                .contains("100755 blob", "run.sh", "120000 blob", "link", "100644 blob", "README");
        assertThat(atRemote("main:run.sh")).isEqualTo("echo 2\n");
    }

    @Test
    void i090_linksSubmodulesFoldersAndStrangePathsAreNotWritten() throws IOException {
        Files.createSymbolicLink(repository.workTree().resolve("link.yaml"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(repository.workTree().resolve("linked"), Path.of("apps"));
        repository.git("update-index", "--add", "--cacheinfo", "160000," + repository.head() + ",module");
        repository.git("add", "link.yaml", "linked");
        repository.git("commit", "-q", "-m", "Links");
        repository.git("push", "-q", "origin", "main");
        var head = repository.head();

        for (var path : new String[] {
            "link.yaml",
            "linked/web.yaml",
            "module",
            "module/x",
            "apps",
            "../x",
            "/etc/passwd",
            "apps/../README",
            "apps//web.yaml",
            "./README",
            "",
            "new.yaml",
            "README/x",
            ".git/config"
        }) {
            assertThat(automation
                            .commit(automation.setting("main", "main", path, "x"))
                            .orElseThrow())
                    .as(path)
                    .isInstanceOfSatisfying(
                            CommitOutcome.Refused.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(CommitRefusal.PathRefused.class));
        }
        assertThat(repository.git("-C", repository.bare().toString(), "rev-parse", "main"))
                .isEqualTo(head + "\n");
        assertThat(automation.scratchFiles()).isEmpty();
    }

    @Test
    void i092_thoseWhoDoNotKnowOfEachOtherLoseNothing() throws Exception {
        int each = 6;
        for (int i = 0; i < each; i++) {
            repository.write("a-" + i, "1\n").write("b-" + i, "1\n");
        }
        repository.commit("Files");
        try (var other = Automation.open(folder.resolve("other"), server.url("config"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var a = threads.submit(() -> pushAll(automation, "a-", each));
            var b = threads.submit(() -> pushAll(other, "b-", each));
            assertThat(a.get() + b.get()).isEqualTo(2 * each);
        }
        for (int i = 0; i < each; i++) {
            assertThat(atRemote("main:a-" + i)).isEqualTo("2\n");
            assertThat(atRemote("main:b-" + i)).isEqualTo("2\n");
        }
        assertThat(logOf("main").lines()).hasSize(2 * each + 2);
    }

    private static int pushAll(Automation who, String prefix, int count) {
        int pushed = 0;
        while (pushed < count) {
            var outcome = who.commit(who.setting("main", "main", prefix + pushed, "2\n"));
            if (outcome.orElseThrow() instanceof CommitOutcome.Pushed) {
                pushed++;
            }
        }
        return pushed;
    }

    @Test
    void addressesThatMayNotBeConnectedToAreNotPushedTo() throws IOException {
        var settings = new GitSettings(AddressRule.STRICT, GitLimits.DEFAULT);
        try (var commits = RemoteCommits.open(folder.resolve("strict"), settings, Clock.systemUTC())) {
            var outside = new Automation(folder, commits, automation.remote());

            assertThat(outside.commit(outside.setting("main", "main", "README", "1"))
                            .problem())
                    .get()
                    .isInstanceOf(GitFailure.AddressRefused.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatNobodyUsesIsDeleted() throws IOException {
        automation.pushed(automation.setting("main", "main", "README", "2\n"));
        assertThat(automation.commits().deleteUnused(Duration.ofHours(1))).isZero();

        assertThat(automation.commits().deleteUnused(Duration.ofSeconds(-1))).isEqualTo(1);

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".pack"))).isEmpty();
        }
        automation.pushed(automation.setting("main", "main", "README", "3\n"));
    }

    @Test
    void leavesNothingWhenTheTimeIsOver() throws IOException {
        server.delay(Duration.ofSeconds(20));

        var result = automation.commit(automation.setting("main", "main", "README", "1"), Duration.ofMillis(300));

        assertThat(result.problem()).get().isInstanceOf(GitFailure.TimedOut.class);
        server.heal();
        automation.pushed(automation.setting("main", "main", "README", "1"));
        assertThat(automation.scratchFiles()).isEmpty();
    }
}
