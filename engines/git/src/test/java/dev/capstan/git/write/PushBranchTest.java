package dev.capstan.git.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.GitFailure;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch of its own for commits: it is made, continued, merged into, begun anew. */
class PushBranchTest {
    private static final String LINES = "a: 1\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1\ng: 1\n";

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
        repository.commit("First", Map.of("web.yaml", "tag: 1\n", "lines.yaml", LINES, "README", "hello\n"));
        server = GitBackendServer.serve(served);
        automation = Automation.open(folder, server.url("config"));
    }

    @AfterEach
    void close() throws IOException {
        automation.close();
        server.close();
    }

    private String bare(String... arguments) {
        return repository.git(Stream.concat(Stream.of("-C", repository.bare().toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private List<String> log(String branch) {
        return bare("log", "--format=%s", "--topo-order", branch).lines().toList();
    }

    private CommitOutcome.Pushed set(String text) {
        return automation.pushed(automation.setting("main", "images", "web.yaml", text));
    }

    /** Somebody works on the branch of the automation. */
    private void onImages(String message, Map<String, String> files) {
        repository.git("fetch", "-q", "origin");
        repository.git("switch", "-q", "-C", "images", "origin/images");
        repository.commit(message, files);
        repository.git("switch", "-q", "main");
    }

    @Test
    void isMadeFromTheCheckoutWhenItDoesNotExist() {
        var pushed = set("tag: 2\n");

        assertThat(pushed.start()).isEqualTo(new BranchStart.NewBranch());
        assertThat(pushed.parent()).isEqualTo(repository.head());
        assertThat(log("images")).containsExactly("Set web.yaml", "First");
        assertThat(log("main")).containsExactly("First");
    }

    @Test
    void isContinuedSoThatSomebodysCommitOnItSurvives() {
        set("tag: 2\n");
        onImages("Somebody's", Map.of("README", "by hand\n"));

        var pushed = set("tag: 3\n");

        assertThat(pushed.start()).isEqualTo(new BranchStart.Continued());
        assertThat(log("images")).containsExactly("Set web.yaml", "Somebody's", "Set web.yaml", "First");
        assertThat(bare("show", "images:README")).isEqualTo("by hand\n");
    }

    @Test
    void takesInNewerCommitsOfTheCheckoutByAMerge() {
        set("tag: 2\n");
        onImages("Somebody's", Map.of("README", "by hand\n"));
        repository.commit("Newer", Map.of("lines.yaml", LINES.replace("g: 1", "g: 2")));
        var seen = new ArrayList<String>();

        var pushed = automation.pushed(automation.request("main", "images", heads -> {
            seen.add(new String(heads.files().read("README"), UTF_8));
            seen.add(new String(heads.files().read("lines.yaml"), UTF_8));
            seen.add(new String(heads.files().read("web.yaml"), UTF_8));
            return Optional.of(automation.edit("web.yaml", "tag: 3\n"));
        }));

        assertThat(seen).containsExactly("by hand\n", LINES.replace("g: 1", "g: 2"), "tag: 2\n");
        assertThat(pushed.start()).isEqualTo(new BranchStart.Merged());
        assertThat(log("images"))
                .contains("Merge branch 'main' into images", "Newer", "Somebody's")
                .startsWith("Set web.yaml", "Merge branch 'main' into images");
        assertThat(bare("log", "-1", "--format=%an %cn", pushed.parent())).isEqualTo("Robot Robot\n");
        assertThat(bare("show", "images:lines.yaml")).contains("g: 2");
        assertThat(bare("show", "images:README")).isEqualTo("by hand\n");
        assertThat(bare("fsck", "--strict")).doesNotContain("error");
        assertThat(set("tag: 4\n").start()).isEqualTo(new BranchStart.Continued());
    }

    @Test
    void mergesChangesOfOneFileWhenTheyLieApart() {
        automation.pushed(automation.setting("main", "images", "lines.yaml", LINES.replace("a: 1", "a: 2")));
        repository.commit("Newer", Map.of("lines.yaml", LINES.replace("g: 1", "g: 2")));

        var pushed = set("tag: 2\n");

        assertThat(pushed.start()).isEqualTo(new BranchStart.Merged());
        assertThat(bare("show", "images:lines.yaml"))
                .isEqualTo(LINES.replace("a: 1", "a: 2").replace("g: 1", "g: 2"));
    }

    @Test
    void nothingIsMergedAsLongAsThereIsNothingToDo() {
        set("tag: 2\n");
        var head = bare("rev-parse", "images");
        repository.commit("Newer", Map.of("README", "newer\n"));

        var outcome = automation.commit(automation.setting("main", "images", "web.yaml", "tag: 2\n"));

        assertThat(outcome.orElseThrow()).isInstanceOf(CommitOutcome.NothingToDo.class);
        assertThat(bare("rev-parse", "images")).isEqualTo(head);
    }

    @Test
    void staysOnItsOwnHeadWhenAPersonMustMerge() {
        set("tag: 2\n");
        repository.commit("Newer", Map.of("web.yaml", "tag: by hand\n", "README", "newer\n"));

        var pushed = set("tag: 3\n");

        assertThat(pushed.start()).isEqualTo(new BranchStart.Conflicting(List.of("web.yaml")));
        assertThat(log("images")).containsExactly("Set web.yaml", "Set web.yaml", "First");
        assertThat(log("main")).containsExactly("Newer", "First");
    }

    @Test
    void staysOnItsOwnHeadWhenTheTwoHaveNothingInCommon() {
        repository.git("switch", "-q", "--orphan", "images");
        repository.commit("Other root", Map.of("web.yaml", "tag: 0\n"));
        repository.git("switch", "-q", "main");

        var pushed = set("tag: 2\n");

        assertThat(pushed.start()).isEqualTo(new BranchStart.Conflicting(List.of()));
        assertThat(log("images")).containsExactly("Set web.yaml", "Other root");
    }

    @Test
    void beginsAnewOnceItIsMerged() {
        set("tag: 2\n");
        repository.git("fetch", "-q", "origin");
        repository.git("merge", "-q", "--no-ff", "-m", "Merge images", "origin/images");
        repository.commit("After the merge", Map.of("README", "after\n"));
        var head = repository.head();

        var pushed = set("tag: 3\n");

        assertThat(pushed.start()).isEqualTo(new BranchStart.Restarted());
        assertThat(pushed.parent()).isEqualTo(head);
        assertThat(bare("show", "images:README")).isEqualTo("after\n");
    }

    @Test
    void goesOnAfterItsCommitsWereSquashedIntoTheCheckout() {
        set("tag: 2\n");
        repository.commit("Squashed", Map.of("web.yaml", "tag: 2\n"));
        repository.commit("Newer", Map.of("README", "newer\n"));

        var pushed = set("tag: 3\n");

        assertThat(pushed.start()).isEqualTo(new BranchStart.Merged());
        assertThat(bare("show", "images:README")).isEqualTo("newer\n");
        assertThat(bare("diff", "--name-only", "main", "images")).isEqualTo("web.yaml\n");
    }

    @Test
    void aRaceOnTheBranchIsRunAgain() {
        set("tag: 2\n");
        var calls = new ArrayList<BranchStart>();

        var pushed = automation.pushed(automation.request("main", "images", heads -> {
            calls.add(heads.start());
            if (calls.size() == 1) {
                onImages("Quicker", Map.of("README", "quick\n"));
                repository.commit("Newer", Map.of("lines.yaml", "x: 1\n"));
            }
            return Optional.of(automation.edit("web.yaml", "tag: 3\n"));
        }));

        assertThat(calls).containsExactly(new BranchStart.Continued(), new BranchStart.Merged());
        assertThat(pushed.attempts()).isEqualTo(2);
        assertThat(log("images")).contains("Quicker", "Newer");
    }

    @Test
    void somebodyElseMakesTheBranchAtTheSameTime() {
        var calls = new ArrayList<BranchStart>();

        automation.pushed(automation.request("main", "images", heads -> {
            calls.add(heads.start());
            if (calls.size() == 1) {
                repository.git("switch", "-q", "-c", "images");
                repository.commit("Quicker", Map.of("README", "quick\n"));
            }
            return Optional.of(automation.edit("web.yaml", "tag: 3\n"));
        }));

        assertThat(calls).containsExactly(new BranchStart.NewBranch(), new BranchStart.Continued());
        assertThat(log("images")).containsExactly("Set web.yaml", "Quicker", "First");
    }

    @Test
    void aTagMayBeCheckedOutForABranch() {
        var first = repository.head();
        repository.annotatedTag("v1.0.0", "Release");
        repository.commit("Newer", Map.of("README", "newer\n"));

        for (var checkout : List.of(
                ReferenceSelector.tag("v1.0.0"),
                ReferenceSelector.semver(">=1.0.0"),
                ReferenceSelector.name("refs/tags/v1.0.0"),
                ReferenceSelector.commit(first, Optional.empty()))) {
            var branch = "from-" + checkout.orElseThrow().getClass().getSimpleName();
            var pushed = automation.pushed(new CommitRequest(
                    checkout.orElseThrow(),
                    branch,
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    _ -> Optional.of(automation.edit("web.yaml", "tag: 2\n"))));

            assertThat(pushed.parent()).as(branch).isEqualTo(first);
            assertThat(log(branch)).containsExactly("Set web.yaml", "First");
        }
    }

    @Test
    void aCommitOfABranchMustBeInItsHistory() {
        var first = repository.head();
        repository.commit("Second", Map.of("README", "second\n"));
        repository.git("switch", "-q", "-c", "other");
        var elsewhere = repository.commit("Other", Map.of("README", "other\n"));
        repository.git("switch", "-q", "main");

        var inside = automation.commit(fromCommit(first, "a"));
        var outside = automation.commit(fromCommit(elsewhere, "b"));
        var nowhere = automation.commit(fromCommit("0".repeat(39) + "1", "c"));

        assertThat(inside.orElseThrow()).isInstanceOf(CommitOutcome.Pushed.class);
        assertThat(outside.problem()).get().isInstanceOf(GitFailure.ReferenceNotFound.class);
        assertThat(nowhere.problem()).get().isInstanceOf(GitFailure.ReferenceNotFound.class);
    }

    private CommitRequest fromCommit(String hash, String branch) {
        return new CommitRequest(
                ReferenceSelector.commit(hash, Optional.of("main")).orElseThrow(),
                branch,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                _ -> Optional.of(automation.edit("web.yaml", "tag: 2\n")));
    }

    @Test
    void aForcedUpdateOfTheCheckoutTakesNothingFromTheBranch() {
        set("tag: 2\n");
        repository.write("README", "rewritten\n");
        repository.amendAndForcePush("First, amended");

        var pushed = set("tag: 3\n");

        assertThat(pushed.start()).isInstanceOf(BranchStart.Conflicting.class);
        assertThat(log("images")).containsExactly("Set web.yaml", "Set web.yaml", "First");
    }

    @Test
    void longHistoriesAreFetchedWhereTheyAreNeeded() {
        set("tag: 2\n");
        var commits = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            commits.append("commit refs/heads/main\ncommitter T <t@example.org> ")
                    .append(1_800_000_000 + i)
                    .append(" +0000\ndata 2\nc\n")
                    .append(i == 0 ? "from refs/heads/main^0\n" : "")
                    .append("M 644 inline README\ndata ")
                    .append(Integer.toString(i).length())
                    .append('\n')
                    .append(i)
                    .append('\n');
        }
        fastImport(commits.toString());
        onImages("Somebody's", Map.of("lines.yaml", "x: 1\n"));

        var pushed = set("tag: 3\n");

        assertThat(pushed.start()).isEqualTo(new BranchStart.Merged());
        assertThat(bare("show", "images:README")).isEqualTo("249");
        assertThat(bare("fsck", "--strict")).doesNotContain("error");
    }

    private void fastImport(String stream) {
        try {
            var file = folder.resolve("stream");
            Files.writeString(file, stream);
            var process = new ProcessBuilder("git", "-C", repository.bare().toString(), "fast-import", "--quiet")
                    .redirectInput(file.toFile())
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
