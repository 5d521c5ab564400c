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
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came to a branch, from repositories that the real git serves. */
class BranchProgressTest {
    private static final int MANY = 100;

    @TempDir
    Path served;

    @TempDir
    Path folder;

    private ScratchRepository repository;
    private GitBackendServer server;
    private GitMirrors mirrors;

    @BeforeEach
    void serve() throws IOException {
        repository = ScratchRepository.create(served, "config");
        server = GitBackendServer.serve(served);
        mirrors = open(folder);
    }

    @AfterEach
    void close() throws IOException {
        mirrors.close();
        server.close();
    }

    private static GitMirrors open(Path folder) throws IOException {
        return GitMirrors.open(folder, new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
    }

    private void allowFilters() {
        repository.git("-C", repository.bare().toString(), "config", "uploadpack.allowFilter", "true");
    }

    private GitResult<BranchProgress> ask(String before, String head, int most) {
        var remote = Remote.of(RemoteUrl.parse(server.url("config")).orElseThrow(), new Credentials.Anonymous());
        return mirrors.progress(
                remote,
                new ReferenceSelector.Branch("main"),
                new BranchProgress.Question(before, head, most),
                Duration.ofSeconds(20));
    }

    private BranchProgress progress(String before, String head) {
        return ask(before, head, MANY).orElseThrow();
    }

    @Test
    void namesTheNewCommitsWithTheirContent() {
        var first = repository.commit("One", Map.of("a", "1"));
        var second = repository.commit("Two", Map.of("a", "2"));
        var third = repository.commit("Three", Map.of("a", "3"));

        var progress = progress(first, third);

        assertThat(progress.isForward()).isTrue();
        assertThat(progress.isComplete()).isTrue();
        assertThat(progress.added()).extracting(BranchProgress.RawCommit::id).containsExactly(third, second);
        assertThat(new String(progress.added().getLast().content(), StandardCharsets.UTF_8))
                .endsWith("Two\n");
    }

    @Test
    void countsCommitsThatAMergeBringsInAndNoneThatWereThereBefore() {
        var root = repository.commit("Root", Map.of("a", "1"));
        repository.git("switch", "-q", "-c", "feature");
        var feature = repository.commit("Feature", Map.of("b", "1"));
        repository.git("switch", "-q", "main");
        var before = repository.commit("On main", Map.of("a", "2"));
        repository.git("merge", "-q", "--no-ff", "-m", "Merge", "feature");
        repository.git("push", "-q", "origin", "HEAD");
        var merge = repository.head();

        var progress = progress(before, merge);

        assertThat(progress.isForward()).isTrue();
        assertThat(progress.added())
                .extracting(BranchProgress.RawCommit::id)
                .containsExactlyInAnyOrder(merge, feature)
                .doesNotContain(root, before);
    }

    @Test
    void g015_aForcePushIsNotForward() {
        repository.commit("One", Map.of("a", "1"));
        var lost = repository.commit("Two", Map.of("a", "2"));
        progress(lost, lost);
        var forced = repository.write("a", "3").amendAndForcePush("Three");

        var progress = progress(lost, forced);

        assertThat(progress.isForward()).isFalse();
        assertThat(progress.added()).extracting(BranchProgress.RawCommit::id).containsExactly(forced);
    }

    @Test
    void g015_aForcePushIsNotForwardForAMirrorThatNeverHadTheLostCommit() {
        var root = repository.commit("One", Map.of("a", "1"));
        var lost = repository.commit("Two", Map.of("a", "2"));
        var forced = repository.write("a", "3").amendAndForcePush("Three");

        var progress = progress(lost, forced);

        assertThat(progress.isForward()).isFalse();
        assertThat(progress.added()).extracting(BranchProgress.RawCommit::id).containsExactly(forced, root);
    }

    @Test
    void commitsComeWithoutFilesWhereTheServerCanSendThem() {
        allowFilters();
        var first = repository.commit("One", Map.of("a", noise(1)));
        var second = repository.commit("Two", Map.of("a", noise(2)));

        assertThat(progress(first, second).added()).hasSize(1);

        assertThat(server.bytesSent()).isLessThan(5_000);
    }

    @Test
    void laterOnesAreFetchedAlone() {
        allowFilters();
        var first = repository.commit("One");
        for (int n = 0; n < 50; n++) {
            repository.git("commit", "-q", "--allow-empty", "-m", noise(n).substring(0, 1000));
        }
        var many = repository.commit("Fifty");
        progress(first, many);
        var afterMany = server.bytesSent();
        var next = repository.commit("Next");

        assertThat(progress(many, next).added()).hasSize(1);

        assertThat(server.bytesSent() - afterMany).isLessThan(3_000);
    }

    @Test
    void asksNothingOfTheServerForWhatItHas() {
        var first = repository.commit("One", Map.of("a", "1"));
        var second = repository.commit("Two", Map.of("a", "2"));
        progress(first, second);
        var requests = server.requests().size();

        progress(first, second);

        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void saysWhenThereAreMore() {
        var first = repository.commit("One", Map.of("a", "1"));
        repository.commit("Two", Map.of("a", "2"));
        var third = repository.commit("Three", Map.of("a", "3"));

        var progress = ask(first, third, 1).orElseThrow();

        assertThat(progress.isComplete()).isFalse();
        assertThat(progress.added()).hasSize(1);
    }

    @Test
    void aBranchThatMovedOnMeanwhileStillHasTheCommit() {
        var first = repository.commit("One", Map.of("a", "1"));
        var second = repository.commit("Two", Map.of("a", "2"));
        repository.commit("Three", Map.of("a", "3"));

        assertThat(progress(first, second).added()).hasSize(1);
    }

    @Test
    void aBranchThatWasForcedMeanwhileIsTriedAgain() {
        var first = repository.commit("One", Map.of("a", "1"));
        var second = repository.commit("Two", Map.of("a", "2"));
        repository.write("a", "3").amendAndForcePush("Three");

        assertThat(ask(first, second, MANY).problem()).containsInstanceOf(GitFailure.ReferenceMoved.class);
    }

    private static String noise(int seed) {
        var text = new StringBuilder();
        new java.util.Random(seed).ints(50_000, 'a', 'z').forEach(text::appendCodePoint);
        return text.toString();
    }
}
