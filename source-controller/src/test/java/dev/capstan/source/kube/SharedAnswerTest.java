package dev.capstan.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepository;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that follow the same upstream, and whose answers they take. */
class SharedAnswerTest extends SourceReconcilerScenario {
    @Test
    void ofObjectsThatFollowTheSameOneAsksInAnInterval() {
        kind.shares();
        var first = withArtifact("a");
        var second = second("interval: 5m");
        journal.clear();
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        clock.moveBy(Duration.ofSeconds(285)); // the shortest time to its next turn
        var asked = reconcileAt(clock.instant(), first);
        clock.moveBy(Duration.ofSeconds(60));
        var shared = reconcileAt(clock.instant(), second);

        assertThat(journal).containsExactly("update");
        assertThat(conditions(asked).isTrue(Condition.READY)).isTrue();
        assertThat(conditions(shared).isTrue(Condition.READY)).isTrue();
        clock.moveBy(Duration.ofSeconds(285));
        reconcileAt(clock.instant(), shared);
        assertThat(journal).containsExactly("update", "update");
    }

    @Test
    void whoeverFindsSomethingNewWakesTheOthersThatFollowTheSame() {
        kind.shares();
        var first = withArtifact("a");
        second("interval: 5m");
        repositories.put(repository("elsewhere", "ref: {branch: other}"));
        kind.ends(published("2.tar.gz", "b", SECOND));
        clock.moveBy(Duration.ofSeconds(285));

        reconcileAt(clock.instant(), first);

        assertThat(repositories.woken()).containsExactly(new ObjectKey("apps", "second"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asked", "changed", "behind", "failing", "other interval"})
    void anAnswerIsNotSharedWithAnObjectThat(String is) {
        kind.shares();
        var second = second(is.equals("other interval") ? "interval: 10s" : "interval: 5m");
        withArtifact("a");
        if (is.equals("failing")) {
            kind.ends(failed(Optional.empty()));
            second = reconcileAsked(second);
        }
        if (is.equals("behind")) {
            kind.ends(published("2.tar.gz", "b", SECOND));
            reconcileAsked(repositories.find(new ObjectKey("apps", "config")).orElseThrow());
        }
        if (is.equals("changed")) {
            second.getMetadata().setGeneration(4L);
        }
        journal.clear();
        clock.moveBy(Duration.ofSeconds(20));
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        if (is.equals("asked")) {
            reconcileAsked(second);
        } else {
            reconcileAt(clock.instant(), second);
        }

        assertThat(journal).contains("update");
    }

    /** Another object that follows the same, with an artifact of {@link #FIRST}. */
    private GitRepository second(String spec) {
        var stored = (StoreResult.Stored)
                store.store(new ArtifactOwner("gitrepository", "apps", "second"), "1.tar.gz", it -> it.folder("a"));
        var artifact = new NewArtifact(stored.artifact(), FIRST, "stored a", Optional.empty(), Map.of());
        kind.ends(new UpdateOutcome.Published<>(artifact, "facts of a"));
        return reconcile(repository("second", spec));
    }

    private GitRepository reconcileAt(Instant time, GitRepository object) {
        var due = new Reconciliation("id", time, Optional.empty(), false);
        return repositories.end(object, reconciler.reconcile(object, due).status());
    }

    private GitRepository reconcileAsked(GitRepository object) {
        var asked = new Reconciliation("id", clock.instant(), Optional.empty(), true);
        return repositories.end(object, reconciler.reconcile(object, asked).status());
    }
}
