package dev.capstan.helmrelease.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.Situation;
import dev.capstan.helmrelease.state.Stored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollbackVerdictTest {
    private static final ReleaseAttempt NOW = new ReleaseAttempt(4, "1.1.0", "", "sha256:v");
    private static final ReleaseHistory STORED = Stored.history(
            Stored.record(1, ReleaseStatus.SUPERSEDED),
            Stored.record(2, ReleaseStatus.FAILED),
            Stored.record(3, ReleaseStatus.DEPLOYED));

    @Test
    void goesBackToARevisionThatWasDeployed() {
        assertThat(verdict("1", new Situation.InSync(), seen("")))
                .isInstanceOfSatisfying(
                        RollbackVerdict.Granted.class,
                        granted -> assertThat(granted.target())
                                .extracting(ReleaseSnapshot::version, ReleaseSnapshot::chartVersion)
                                .containsExactly(1L, "1.0.0"));
    }

    @Test
    void isGrantedWhateverWouldFollowOtherwise() {
        for (Situation situation : List.of(
                new Situation.OutOfSync("chart changed"),
                new Situation.Untested(),
                new Situation.Failed("the last action failed"),
                new Situation.Unmanaged("changed by others"),
                new Situation.RolledBack(),
                new Situation.RollbackFailed())) {
            assertThat(verdict("1", situation, seen("")))
                    .as(situation.toString())
                    .isInstanceOf(RollbackVerdict.Granted.class);
        }
    }

    @Test
    void whatBlocksTheReleaseComesFirst() {
        for (Situation situation : List.of(
                new Situation.Held("helm is at work", Stored.NOW),
                new Situation.Unreadable("damaged"),
                new Situation.Locked("pending"),
                new Situation.HalfUninstalled("half"))) {
            assertThat(verdict("1", situation, seen("")))
                    .as(situation.toString())
                    .isEqualTo(new RollbackVerdict.NotYet());
        }
    }

    @Test
    void aRevisionThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThat(refusal("7", seen(""))).isEqualTo("revision 7 is not stored; stored are 1, 2, 3");
    }

    @Test
    void aDamagedRecordIsNamed() {
        var damaged = new ReleaseHistory(
                STORED.revisions(), List.of(new UnreadableRecord("sh.helm.release.v1.web.v7", 7, "not gzip")));

        assertThat(RollbackVerdict.on(request("7"), new Situation.InSync(), seen(""), NOW, damaged))
                .isEqualTo(new RollbackVerdict.Refused(
                        "the record sh.helm.release.v1.web.v7 of revision 7 cannot be read: not gzip"));
    }

    @Test
    void oneThatALongHistoryOnlyKnowsOfIsReadFirst() {
        var longHistory = new ReleaseHistory(
                STORED.revisions().subList(1, 3),
                List.of(),
                List.of(STORED.revisions().getFirst().secret()),
                List.of());

        assertThat(RollbackVerdict.on(request("1"), new Situation.InSync(), seen(""), NOW, longHistory))
                .isEqualTo(new RollbackVerdict.Unread(1));
        assertThat(RollbackVerdict.on(request("7"), new Situation.InSync(), seen(""), NOW, longHistory))
                .isEqualTo(new RollbackVerdict.Refused("revision 7 is not stored; stored are 2, 3 and 1 more"));
    }

    @Test
    void theCurrentRevisionAndOneThatFailedAreRefused() {
        assertThat(refusal("3", seen(""))).isEqualTo("revision 3 is the current one");
        assertThat(refusal("2", seen("")))
                .isEqualTo("revision 2 was never deployed as a whole: its status is 'failed'");
    }

    @Test
    void withoutAReleaseThereIsNothingToRollBack() {
        assertThat(verdict("1", new Situation.Absent("none"), seen("")))
                .isEqualTo(new RollbackVerdict.Refused("there is no release"));
    }

    @Test
    void anAnnotationThatWasCopiedToANewHelmReleaseAsksForNothing() {
        assertThat(refusal("1", Stored.status(""))).contains("meant for another one");
    }

    @Test
    void aHostileValueIsRefusedAndShownWithoutHarm() {
        assertThat(refusal("1; rm -rf /\u001b[2J", seen("")))
                .endsWith("with @ and a text of your choice behind it or not: '1; rm -rf /?[2J'");
    }

    @Test
    void oneThatWasBegunIsDoneAgainUntilTheInputsChange() {
        String begun =
                "rollback: {request: '1', target: 1, generation: %d, chartVersion: 1.1.0, configDigest: 'sha256:v'}";

        assertThat(verdict("1", new Situation.Failed("cut off"), seen(begun.formatted(4))))
                .isInstanceOf(RollbackVerdict.Granted.class);
        assertThat(refusal("1", seen(begun.formatted(3))))
                .isEqualTo("chart, values or spec changed before it was done");
    }

    private static HelmReleaseStatus seen(String fields) {
        return Stored.status(fields, Stored.seen(Stored.record(3, ReleaseStatus.DEPLOYED)));
    }

    private static String refusal(String value, HelmReleaseStatus status) {
        assertThat(verdict(value, new Situation.InSync(), status)).isInstanceOf(RollbackVerdict.Refused.class);
        return ((RollbackVerdict.Refused) verdict(value, new Situation.InSync(), status)).message();
    }

    private static RollbackVerdict verdict(String value, Situation situation, HelmReleaseStatus status) {
        return RollbackVerdict.on(request(value), situation, status, NOW, STORED);
    }

    private static RollbackRequest request(String value) {
        return RollbackRequest.open(Map.of(ToolkitKeys.ROLLBACK, value), Stored.status(""))
                .orElseThrow();
    }
}
