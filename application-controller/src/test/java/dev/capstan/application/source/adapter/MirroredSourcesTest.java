package dev.capstan.application.source.adapter;

import static dev.capstan.application.source.adapter.GitScene.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles.Fetch;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code targetRevision} means, against the real git. */
class MirroredSourcesTest {
    @TempDir
    Path temp = Path.of("");

    private GitScene scene;
    private ScratchRepository repository;
    private String url;

    @BeforeEach
    void start() throws IOException {
        scene = GitScene.over(temp);
        repository = ScratchRepository.create(scene.root, "team/shop");
        url = scene.server.url("team/shop");
    }

    @AfterEach
    void stop() throws IOException {
        scene.close();
    }

    private Answer<String> resolve(String revision) {
        return scene.sources.of(source(url, revision), "", Freshness.NOW);
    }

    private static Answer<String> is(String commit) {
        return new Answer.Known<>(commit);
    }

    private String text(String path, Optional<String> revision, String target) throws IOException {
        return switch (scene.sources.fetch(new SourceRequest(source(url, target), "", revision))) {
            case Fetch.Failed(String why) -> throw new AssertionError(why);
            case Fetch.Fetched(FetchedSource fetched) -> {
                try (fetched) {
                    yield new String(((FetchedSource.Files) fetched).tree().read(path), UTF_8);
                }
            }
        };
    }

    @Test
    void branchesTagsCommitsAndHead() {
        String first = repository.commit("First", Map.of("a", "1"));
        repository.tag("v1.0.0").annotatedTag("release", "Signed off");
        String second = repository.commit("Second", Map.of("a", "2"));
        repository.branch("team/other");
        String other = repository.commit("Third", Map.of("a", "3"));

        assertThat(resolve("")).isEqualTo(is(second));
        assertThat(resolve("HEAD")).isEqualTo(is(second));
        assertThat(resolve("main")).isEqualTo(is(second));
        assertThat(resolve("refs/heads/main")).isEqualTo(is(second));
        assertThat(resolve("team/other")).isEqualTo(is(other));
        assertThat(resolve("v1.0.0")).isEqualTo(is(first));
        assertThat(resolve("release")).isEqualTo(is(first));
        assertThat(resolve("refs/tags/release")).isEqualTo(is(first));
        assertThat(resolve(first)).isEqualTo(is(first));
        assertThat(resolve(second.substring(0, 8))).isEqualTo(is(second));
    }

    @Test
    void constraintsOnVersionsOfTags() {
        repository.commit("First", Map.of("a", "1"));
        repository.tag("v1.9.0").tag("web-2.0.0");
        String tenth = repository.commit("Second", Map.of("a", "2"));
        repository.tag("v1.10.0").tag("web-2.1.0");
        repository.commit("Third", Map.of("a", "3"));
        repository.tag("v2.0.0");

        assertThat(resolve("1.x")).isEqualTo(is(tenth));
        assertThat(resolve(">=1.0.0 <2.0.0")).isEqualTo(is(tenth));
        var prefixed = ApplicationSource.of(
                GitScene.json("{'repoURL':'" + url + "','path':'.','targetRevision':'2.*','tagPrefix':'web-'}"));
        assertThat(scene.sources.of(prefixed, "", Freshness.NOW)).isEqualTo(is(tenth));
        assertThat(resolve(">=9.0.0"))
                .isEqualTo(new Answer.Failed<>("none of 5 tags is a version within '>=9.0.0' in '" + url + "'"));
    }

    @Test
    void otherReferencesAreFoundByTheirWholeNames() {
        String commit = repository.commit("First", Map.of("a", "1"));
        repository.git("push", "origin", "HEAD:refs/pull/1/head");

        assertThat(resolve("refs/pull/1/head")).isEqualTo(is(commit));
        assertThat(resolve("refs/pull/2/head"))
                .isEqualTo(new Answer.Failed<>("couldn't find reference 'refs/pull/2/head' in '" + url + "'"));
        assertThat(resolve("gone"))
                .isEqualTo(new Answer.Failed<>("couldn't find the branch or tag 'gone' in '" + url + "'"));
    }

    @Test
    void whatIsKnownIsNotAskedForAgain() {
        String first = repository.commit("First", Map.of("a", "1"));
        resolve("main");
        scene.server.resetRecords();
        String second = repository.commit("Second", Map.of("a", "2"));

        assertThat(scene.sources.of(source(url, "main"), "", Freshness.KNOWN)).isEqualTo(is(first));
        assertThat(scene.sources.of(source(url, "HEAD"), "", Freshness.KNOWN)).isEqualTo(is(first));
        assertThat(scene.server.requests()).isEmpty();
        assertThat(resolve("main")).isEqualTo(is(second));
    }

    @Test
    void aReferenceThatIsNotListedIsKnownAsWell() {
        String commit = repository.commit("First", Map.of("a", "1"));
        repository.git("push", "origin", "HEAD:refs/pull/1/head");
        resolve("refs/pull/1/head");
        scene.server.resetRecords();

        assertThat(scene.sources.of(source(url, "refs/pull/1/head"), "", Freshness.KNOWN))
                .isEqualTo(is(commit));
        assertThat(scene.server.requests()).isEmpty();
    }

    @Test
    void filesOfACommitAreFetchedOnce() throws IOException {
        String first = repository.commit("First", Map.of("a", "1"));
        String second = repository.commit("Second", Map.of("a", "2"));

        assertThat(text("a", Optional.of(first), "main")).isEqualTo("1");
        assertThat(text("a", Optional.empty(), "main")).isEqualTo("2");
        scene.server.resetRecords();
        assertThat(text("a", Optional.of(second), "main")).isEqualTo("2");
        assertThat(text("a", Optional.of(first), "main")).isEqualTo("1");
        assertThat(scene.server.requests()).isEmpty();
    }

    @Test
    void filesThatAreHereAreReadWhileTheRemoteIsSilent() throws Exception {
        String commit = repository.commit("First", Map.of("a", "1"));
        text("a", Optional.of(commit), "main");
        scene.server.delay(Duration.ofSeconds(10)).resetRecords();
        Thread asking = Thread.ofVirtual().start(() -> resolve("main"));
        await().until(() -> !scene.server.requests().isEmpty());

        assertThat(text("a", Optional.of(commit), "main")).isEqualTo("1");

        assertThat(asking.isAlive()).isTrue();
        asking.interrupt();
        asking.join();
    }

    @Test
    void whatIsNoCommitIsRefused() {
        var request = new SourceRequest(source(url, "main"), "", Optional.of("--upload-pack=x"));

        assertThat(scene.sources.fetch(request)).isEqualTo(new Fetch.Failed("'--upload-pack=x' is no commit"));
    }

    @Test
    void aRepositoryThatIsNotThereIsNamed() {
        assertThat(scene.sources.of(source(scene.server.url("gone"), "main"), "", Freshness.NOW))
                .isEqualTo(new Answer.Failed<>("repository '" + scene.server.url("gone")
                        + "' not found; check the URL and whether the credentials may read it"));
    }
}
