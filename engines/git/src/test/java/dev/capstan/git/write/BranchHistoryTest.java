package dev.capstan.git.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past of a branch, as an editor reads it. */
class BranchHistoryTest {
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
        repository.commit("First", Map.of("web.yaml", "tag: 1\n"));
        server = GitBackendServer.serve(served);
        automation = Automation.open(folder, server.url("config"));
    }

    @AfterEach
    void close() throws IOException {
        automation.close();
        server.close();
    }

    private record Past(BranchHistory.End end, String text) {}

    private Past past(String pushBranch, Heads.Line line, int most) {
        var found = new ArrayList<Past>();
        automation
                .commit(automation.request("main", pushBranch, heads -> {
                    var history = heads.history(line, most);
                    var text = new StringBuilder();
                    for (var commit : history.commits()) {
                        text.append(commit.message().strip())
                                .append('|')
                                .append(commit.author().name())
                                .append('|')
                                .append(new String(commit.files().read("web.yaml"), UTF_8).strip())
                                .append('\n');
                    }
                    found.add(new Past(history.end(), text.toString()));
                    return Optional.empty();
                }))
                .orElseThrow();
        return found.getLast();
    }

    @Test
    void isReadToTheFirstCommitWithFilesOfThen() {
        automation.pushed(automation.setting("main", "main", "web.yaml", "tag: 2\n"));
        repository.git("pull", "-q", "origin", "main");
        repository.revert("HEAD");

        assertThat(past("main", Heads.Line.BRANCH, 200))
                .isEqualTo(new Past(BranchHistory.End.FIRST_COMMIT, """
                        %s|Testkit|tag: 1
                        Set web.yaml|Robot|tag: 2
                        First|Testkit|tag: 1
                        """.formatted(
                                repository.git("log", "-1", "--format=%B").strip())));
    }

    @Test
    void hasAsManyCommitsAsAreAskedFor() {
        repository.commit("Second", Map.of("web.yaml", "tag: 2\n"));
        repository.commit("Third", Map.of("web.yaml", "tag: 3\n"));

        assertThat(past("main", Heads.Line.BRANCH, 2))
                .isEqualTo(new Past(BranchHistory.End.ENOUGH, "Third|Testkit|tag: 3\nSecond|Testkit|tag: 2\n"));
        assertThat(past("main", Heads.Line.BRANCH, 3).end()).isEqualTo(BranchHistory.End.FIRST_COMMIT);
    }

    @Test
    void isLongerThanOneFetch() {
        for (int i = 2; i <= 130; i++) {
            repository.write("web.yaml", "tag: " + i + "\n");
            repository.git("commit", "-qam", "Commit " + i);
        }
        repository.git("push", "-q", "origin", "main");

        var near = past("main", Heads.Line.BRANCH, 50);
        var all = past("main", Heads.Line.BRANCH, 1000);

        assertThat(near.end()).isEqualTo(BranchHistory.End.ENOUGH);
        assertThat(near.text().lines()).hasSize(50);
        assertThat(all.end()).isEqualTo(BranchHistory.End.FIRST_COMMIT);
        assertThat(all.text().lines()).hasSize(130).endsWith("First|Testkit|tag: 1");
    }

    @Test
    void saysWhereTheServerHasNoMore() {
        repository.commit("Second", Map.of("web.yaml", "tag: 2\n"));
        repository.commit("Third", Map.of("web.yaml", "tag: 3\n"));
        repository.git(
                "clone",
                "-q",
                "--bare",
                "--depth=2",
                "file://" + repository.bare(),
                served.resolve("cut.git").toString());
        var whole = automation;
        automation = whole.at(server.url("cut"));

        var history = past("main", Heads.Line.BRANCH, 10);

        automation = whole;
        assertThat(history)
                .isEqualTo(new Past(BranchHistory.End.CUT_OFF, "Third|Testkit|tag: 3\nSecond|Testkit|tag: 2\n"));
    }

    @Test
    void followsFirstParentsSoThatAMergeIsOneStep() {
        repository.git("switch", "-q", "-c", "topic");
        repository.commit("On topic", Map.of("web.yaml", "tag: topic\n"));
        repository.git("switch", "-q", "main");
        repository.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic");
        repository.git("push", "-q", "origin", "main");

        assertThat(past("main", Heads.Line.BRANCH, 10).text())
                .isEqualTo("Merge topic|Testkit|tag: topic\nFirst|Testkit|tag: 1\n");
    }

    @Test
    void theCheckoutHasItsOwn() {
        automation.pushed(automation.setting("main", "images", "web.yaml", "tag: 2\n"));

        assertThat(past("images", Heads.Line.BRANCH, 10).text())
                .isEqualTo("Set web.yaml|Robot|tag: 2\nFirst|Testkit|tag: 1\n");
        assertThat(past("images", Heads.Line.CHECKOUT, 10).text()).isEqualTo("First|Testkit|tag: 1\n");
    }

    @Test
    void anEditOnADeepenedHistoryIsPushed() {
        repository.commit("Second", Map.of("web.yaml", "tag: 2\n"));

        var pushed = automation.pushed(automation.request("main", "main", heads -> {
            var newest = heads.history(Heads.Line.BRANCH, 200).commits().getFirst();
            return Optional.of(automation.edit("web.yaml", "after " + newest.message()));
        }));

        assertThat(repository.git("-C", repository.bare().toString(), "show", pushed.commit() + ":web.yaml"))
                .isEqualTo("after Second\n");
    }
}
