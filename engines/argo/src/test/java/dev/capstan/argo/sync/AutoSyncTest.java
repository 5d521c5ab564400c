package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.compare.ResourceStatus;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.AutoSync.Choice;
import dev.capstan.argo.sync.AutoSync.LastOperation;
import dev.capstan.argo.sync.AutoSync.Policy;
import dev.capstan.argo.sync.AutoSync.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoSyncTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Policy PLAIN = new Policy(false, false, false);
    private static final Policy PRUNING = new Policy(true, false, false);
    private static final Policy HEALING = new Policy(false, true, false);

    private static ResourceStatus resource(String name, SyncStatus status, boolean requiresPruning) {
        ObjectKey key = new ObjectKey("", "ConfigMap", "default", name);
        return new ResourceStatus(key, "v1", Optional.of(status), false, requiresPruning, 0, false);
    }

    private static final ResourceStatus SYNCED = resource("same", SyncStatus.SYNCED, false);
    private static final ResourceStatus CHANGED = resource("changed", SyncStatus.OUT_OF_SYNC, false);
    private static final ResourceStatus EXTRA = resource("extra", SyncStatus.OUT_OF_SYNC, true);

    private static Situation situation(Policy policy, Optional<LastOperation> last, ResourceStatus... resources) {
        return new Situation(
                Optional.of(policy),
                false,
                false,
                false,
                false,
                SyncStatus.OUT_OF_SYNC,
                List.of(resources),
                List.of("abc"),
                last);
    }

    private static Optional<LastOperation> last(OperationPhase phase, boolean isSame, long attempts) {
        return Optional.of(new LastOperation(
                phase, "boom", List.of("abc"), isSame, true, true, attempts, Optional.of(NOW.minusSeconds(1))));
    }

    private static Choice choose(Situation situation) {
        return AutoSync.choose(situation, SelfHealBackoff.byDefault(), NOW);
    }

    @Test
    void whatIsOutOfSyncIsSynchronised() {
        assertThat(choose(situation(PLAIN, Optional.empty(), SYNCED, CHANGED)))
                .isEqualTo(new Choice.Start(false, List.of(), 0));
        assertThat(choose(situation(PRUNING, Optional.empty(), CHANGED, EXTRA)))
                .isEqualTo(new Choice.Start(true, List.of(), 0));
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            automated | busy  | deleting | errors | window | status      | reason
            false     | false | false    | false  | false  | OUT_OF_SYNC | automated sync is off
            true      | true  | false    | false  | false  | OUT_OF_SYNC | another operation is in progress
            true      | false | true     | false  | false  | OUT_OF_SYNC | deletion in progress
            true      | false | false    | true   | false  | OUT_OF_SYNC | the application has error conditions
            true      | false | false    | false  | true   | OUT_OF_SYNC | Sync prevented by sync window
            true      | false | false    | false  | false  | UNKNOWN     | application status is Unknown
            true      | false | false    | false  | false  | SYNCED      | application status is Synced
            """)
    void nothingHappensWhereAutomationMayNot(
            boolean isAutomated,
            boolean isBusy,
            boolean isDeleting,
            boolean hasErrors,
            boolean isBlockedByWindow,
            SyncStatus status,
            String reason) {
        Situation situation = new Situation(
                Optional.of(PLAIN).filter(policy -> isAutomated),
                isBusy,
                isDeleting,
                hasErrors,
                isBlockedByWindow,
                status,
                List.of(CHANGED),
                List.of("a"),
                Optional.empty());

        assertThat(choose(situation)).isEqualTo(new Choice.Skip(reason));
    }

    @Test
    void extraObjectsAloneAreNoReasonWithoutPrune() {
        assertThat(choose(situation(PLAIN, Optional.empty(), SYNCED, EXTRA))).isInstanceOf(Choice.Skip.class);
        assertThat(choose(situation(PRUNING, Optional.empty(), SYNCED, EXTRA))).isInstanceOf(Choice.Start.class);
    }

    @Test
    void aFailedAttemptIsNotRepeatedUntilSomethingChanges() {
        assertThat(choose(situation(HEALING, last(OperationPhase.FAILED, true, 0), CHANGED)))
                .isEqualTo(new Choice.Refuse("Failed last sync attempt to [abc]: boom"));
        assertThat(choose(situation(HEALING, last(OperationPhase.FAILED, false, 0), CHANGED)))
                .isEqualTo(new Choice.Start(false, List.of(), 0));
    }

    @Test
    void anAttemptWithoutAResultIsNotRepeatedEither() {
        LastOperation broken =
                new LastOperation(OperationPhase.ERROR, "boom", List.of(), false, false, false, 0, Optional.empty());

        assertThat(choose(situation(PLAIN, Optional.of(broken), CHANGED)))
                .isEqualTo(new Choice.Refuse("Failed last sync attempt to []: boom"));
    }

    @Test
    void onlyHealingApplicationsRepeatASuccess() {
        assertThat(choose(situation(PLAIN, last(OperationPhase.SUCCEEDED, true, 0), CHANGED)))
                .isInstanceOf(Choice.Skip.class);
        assertThat(choose(situation(HEALING, last(OperationPhase.SUCCEEDED, true, 0), SYNCED, CHANGED)))
                .isEqualTo(new Choice.Start(
                        false, List.of(new SelectedResource("", "ConfigMap", "default", "changed")), 1));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 17"})
    void healingWaitsLongerEachTime(long attempts, long seconds) {
        assertThat(choose(situation(HEALING, last(OperationPhase.SUCCEEDED, true, attempts), CHANGED)))
                .isEqualTo(new Choice.Later(Duration.ofSeconds(seconds), "already attempted sync to [abc]"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 2", "2, 6", "1000000, 300"})
    void theWaitGrowsToItsLimit(long attempts, long seconds) {
        assertThat(SelfHealBackoff.byDefault().afterAttempts(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void anApplicationDoesNotEmptyItself() {
        assertThat(choose(situation(PRUNING, Optional.empty(), EXTRA)))
                .isEqualTo(new Choice.Refuse("Skipping sync attempt to [abc]: auto-sync will wipe out all resources"));
        assertThat(choose(situation(new Policy(true, false, true), Optional.empty(), EXTRA)))
                .isEqualTo(new Choice.Start(true, List.of(), 0));
    }
}
