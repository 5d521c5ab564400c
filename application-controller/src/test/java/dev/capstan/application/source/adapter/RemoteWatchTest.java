package dev.capstan.application.source.adapter;

import static dev.capstan.application.source.adapter.GitScene.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.RemoteUse;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.SourceRevisions;
import dev.capstan.git.Revision;
import dev.capstan.http.Deadline;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.time.MovableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hears of new commits, and what it costs. */
class RemoteWatchTest {
    private static final SourceRevisions NOWHERE = (_, _, _) -> new Answer.Failed<>("not asked here");
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    @TempDir
    Path temp = Path.of("");

    private final List<String> moved = new CopyOnWriteArrayList<>();
    private GitScene scene;
    private ScratchRepository repository;
    private String url;

    @BeforeEach
    void start() throws IOException {
        scene = GitScene.over(temp);
        repository = ScratchRepository.create(scene.root, "shop");
        url = scene.server.url("shop");
    }

    @AfterEach
    void stop() throws IOException {
        scene.close();
    }

    private RemoteLooks looks() {
        return new RemoteLooks(scene.sources, NOWHERE, NOWHERE);
    }

    @Test
    void manySourcesOfOneRemoteCostOneQuestion() {
        repository.commit("First", Map.of("a", "1"));
        repository.branch("other");
        var uses = List.of(
                new RemoteUse(source(url, "main"), ""),
                new RemoteUse(source(url, "other"), ""),
                new RemoteUse(source(url, "1.x"), ""));
        assertThat(looks().hasMoved(uses)).isFalse();
        scene.server.resetRecords();
        repository.commit("Second", Map.of("a", "2"));

        assertThat(looks().hasMoved(uses)).isTrue();
        long questions = scene.server.count(request -> request.method().equals("POST"));
        assertThat(questions).isEqualTo(1);
        assertThat(looks().hasMoved(uses)).isFalse();
    }

    @Test
    void whatNobodyWantsMayMove() {
        repository.commit("First", Map.of("a", "1"));
        var uses = List.of(new RemoteUse(source(url, "main"), ""));
        looks().hasMoved(uses);
        repository.branch("other");
        repository.commit("Second", Map.of("a", "2"));

        assertThat(looks().hasMoved(uses)).isFalse();
    }

    @Test
    void whoHearsOfACommitFirstTellsTheOthers() {
        repository.commit("First", Map.of("a", "1"));
        scene.sources.of(source(url, "main"), "", Freshness.NOW);
        String second = repository.commit("Second", Map.of("a", "2"));

        assertThat(scene.sources.of(source(url, "main"), "", Freshness.NOW)).isEqualTo(new Answer.Known<>(second));
        scene.sources.of(source(url, "main"), "", Freshness.NOW);

        assertThat(scene.moved).containsExactly(url);
    }

    @Test
    void whatALookFindsIsForOtherProjectsAsWell() {
        repository.commit("First", Map.of("a", "1"));
        var here = List.of(new RemoteUse(source(url, "main"), "here"));
        repository.branch("other");
        var there = List.of(new RemoteUse(source(url, "other"), "there"));
        looks().hasMoved(here, there);
        repository.commit("Second", Map.of("a", "2"));

        assertThat(looks().hasMoved(here, there)).isTrue();
        assertThat(looks().hasMoved(there, here)).isFalse();
    }

    @Test
    void aBranchThatIsDeletedIsNews() {
        repository.commit("First", Map.of("a", "1"));
        repository.branch("other");
        repository.commit("Second", Map.of("a", "2"));
        var uses = List.of(new RemoteUse(source(url, "other"), ""));
        looks().hasMoved(uses);
        repository.git("push", "origin", "--delete", "other");

        assertThat(looks().hasMoved(uses)).isTrue();
        assertThat(looks().hasMoved(uses)).isFalse();
    }

    @Test
    void referencesThatAreNotListedAreLookedAtOneByOne() {
        repository.commit("First", Map.of("a", "1"));
        repository.git("push", "origin", "HEAD:refs/pull/1/head");
        var uses = List.of(new RemoteUse(source(url, "refs/pull/1/head"), ""));
        assertThat(looks().hasMoved(uses)).isFalse();
        repository.commit("Second", Map.of("a", "2"));
        assertThat(looks().hasMoved(uses)).isFalse();
        repository.git("push", "origin", "HEAD:refs/pull/1/head");

        assertThat(looks().hasMoved(uses)).isTrue();
        scene.server.fail(500);
        assertThat(looks().hasMoved(uses)).isFalse();
    }

    @Test
    void referencesThatAreNotListedAreLookedAtForTheirOwnProjectOnly() {
        String first = repository.commit("First", Map.of("a", "1"));
        repository.git("push", "origin", "HEAD:refs/pull/1/head");
        var here = List.of(new RemoteUse(source(url, first), "here"));
        var there = List.of(new RemoteUse(source(url, "refs/pull/1/head"), "there"));

        assertThat(looks().hasMoved(here, there)).isFalse();
        assertThat(scene.server.requests()).isEmpty();
    }

    @Test
    void aRemoteThatFailsHasNotMovedAndIsBelievedLater() {
        repository.commit("First", Map.of("a", "1"));
        var uses = List.of(new RemoteUse(source(url, "main"), ""));
        looks().hasMoved(uses);
        repository.commit("Second", Map.of("a", "2"));
        scene.server.fail(500);
        assertThat(looks().hasMoved(uses)).isFalse();

        scene.server.heal();
        assertThat(looks().hasMoved(uses)).isTrue();
    }

    @Test
    void theIntervalOfOneRemoteIsThatOfAllItsApplications() {
        String first = repository.commit("First", Map.of("a", "1"));
        var use = new RemoteUse(source(url, "main"), "");
        var clock = MovableClock.at(Instant.parse("2026-11-30T10:00:00Z"));
        try (var watch = new RemoteWatch(looks(), () -> Set.of(use), () -> INTERVAL, moved::add, clock)) {
            assertThat(scene.sources.of(use.source(), "", Freshness.NOW)).isEqualTo(new Answer.Known<>(first));
            watch.look();
            repository.commit("Second", Map.of("a", "2"));
            watch.look();
            assertThat(moved).isEmpty();

            clock.moveBy(INTERVAL.plusMinutes(1));
            watch.look();

            await().untilAsserted(() -> assertThat(moved).containsExactly(url));
        }
    }

    @Test
    void whatAnotherControllerFindsIsHeard() {
        String first = repository.commit("First", Map.of("a", "1"));
        scene.sources.of(source(url, "main"), "", Freshness.NOW);
        var remote =
                ((RepositoryRemotes.Reach.Reached) scene.remotes.of(url, "", Deadline.in(GitScene.TIMEOUT))).remote();
        try (var found = new FoundByOthers(scene.sources, moved::add, GitScene.TIMEOUT)) {
            found.found(remote, new Revision(Optional.of("main"), first));
            String second = repository.commit("Second", Map.of("a", "2"));
            found.found(remote, new Revision(Optional.of("main"), second));

            await().untilAsserted(() -> assertThat(moved).containsExactly(url));
            assertThat(scene.sources.of(source(url, "main"), "", Freshness.KNOWN))
                    .isEqualTo(new Answer.Known<>(second));
        }
    }
}
