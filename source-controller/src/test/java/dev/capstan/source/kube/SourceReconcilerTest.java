package dev.capstan.source.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Failure.Retry;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.source.UpdateOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the outcome of an update makes of status, events and the next time. */
class SourceReconcilerTest extends SourceReconcilerScenario {
    @Test
    void whoHearsOfAnArtifactFindsItInTheStatus() {
        kind.ends(published("1.tar.gz", "a", FIRST));

        var object = reconcile(repository());

        assertThat(journal).containsExactly("update", "final status", "INFO NewArtifact: stored a");
        assertThat(revision(object)).contains(FIRST);
        assertThat(object.getStatus().observedIgnore()).isEqualTo("facts of a");
        assertThat(object.getStatus().observedGeneration()).isEqualTo(3);
        assertThat(conditions(object).isTrue(Condition.READY)).isTrue();
    }

    @Test
    void otherRevisionOfTheSameFilesIsPublishedWithoutAnEvent() {
        var object = withArtifact("a");
        kind.ends(published("2.tar.gz", "a", SECOND));

        var after = reconcile(object);

        assertThat(journal).containsExactly("update", "final status");
        assertThat(revision(after)).contains(SECOND);
    }

    @Test
    void recoveryIsAnEventOnce() {
        var object = withArtifact("a");
        kind.ends(failed(Optional.empty()));
        var failing = reconcile(object);
        journal.clear();
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        reconcile(reconcile(failing));

        assertThat(journal)
                .containsExactly("update", "INFO Succeeded: stored artifact for revision 'main@sha1:1'", "update");
    }

    @Test
    void updateThatFindsNothingNewKeepsWhatTheLastOneFoundOut() {
        var object = withArtifact("a");
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        assertThat(reconcile(object).getStatus().observedIgnore()).isEqualTo("facts of a");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Retry.ON_INPUT_CHANGE, new Requeue.OnChange(), 3L),
                arguments(Retry.ON_DEPENDENCY, new Requeue.After(Duration.ofSeconds(30)), -1L),
                arguments(Retry.WITH_BACKOFF, new Requeue.BackoffUpTo(Duration.ofMinutes(5)), -1L));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureSaysWhenItIsTriedAgainAndWhetherTheSpecWasWorkedOnToAnEnd(
            Retry retry, Requeue requeue, long observedGeneration) {
        kind.ends(new UpdateOutcome.Failed<>(new Failing(retry), Optional.empty()));
        var object = repository();

        var result = reconciler.reconcile(object, NOW);

        assertThat(result.requeue()).isEqualTo(requeue);
        assertThat(result.status().apply(GitRepositoryStatus.INITIAL).observedGeneration())
                .isEqualTo(observedGeneration);
        assertThat(journal).containsExactly("update", "ERROR Failed: it failed");
        assertThat(registry.get("capstan_source_failures").counter().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"main@sha1:2, true", "main@sha1:1, false", ", false"})
    void failureKeepsTheArtifactAndNamesARevisionThatIsNewer(@Nullable String found, boolean isOutdated) {
        var object = withArtifact("a");
        kind.ends(failed(Optional.ofNullable(found).map(ArtifactRevision::new)));

        var after = reconcile(object);

        assertThat(revision(after)).contains(FIRST);
        assertThat(conditions(after).isTrue(Condition.ARTIFACT_OUTDATED)).isEqualTo(isOutdated);
        assertThat(conditions(after).isTrue(Condition.READY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5m, PT5M", "1h30m, PT1H30M", "0s, PT1M", "-5m, PT1M", "soon, PT1M"})
    void nextTimeIsAfterTheIntervalOfTheSpec(String interval, Duration expected) {
        kind.ends(published("1.tar.gz", "a", FIRST));

        var result = reconciler.reconcile(repository("config", "interval: " + interval), NOW);

        assertThat(result.requeue()).isEqualTo(new Requeue.Interval(expected));
    }
}
