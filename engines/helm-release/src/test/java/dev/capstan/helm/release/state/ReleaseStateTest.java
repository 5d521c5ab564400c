package dev.capstan.helm.release.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.release.Records;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.Holder;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import dev.capstan.helm.release.storage.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseStateTest {

    private static final Holder HELM = new Holder("Helm", "");
    private static final Instant NOW = Records.BEGUN.plusSeconds(10);

    @ParameterizedTest
    @CsvSource({
        "DEPLOYED, Deployed",
        "FAILED, Failed",
        "UNINSTALLED, Uninstalled",
        "UNINSTALLING, Uninstalling",
        "SUPERSEDED, Unsettled",
        "UNKNOWN, Unsettled",
        "PENDING_INSTALL, Abandoned",
        "PENDING_UPGRADE, Abandoned",
        "PENDING_ROLLBACK, Abandoned"
    })
    void isWhatTheNewestRecordSays(ReleaseStatus status, String state) {
        assertThat(state(NOW, Records.stored(1, ReleaseStatus.DEPLOYED), Records.stored(2, status))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(state);
    }

    @Test
    void isAbsentWithoutRecords() {
        assertThat(state(NOW)).isEqualTo(new ReleaseState.Absent());
    }

    @Test
    void leavesAHelmCommandThatIsAtWorkAlone() {
        StoredRecord pending = Records.stored(2, ReleaseStatus.PENDING_UPGRADE, HELM);

        assertThat(state(NOW, pending)).isInstanceOfSatisfying(ReleaseState.Held.class, held -> {
            assertThat(held.until()).isEqualTo(Records.BEGUN.plus(Duration.ofMinutes(6)));
            assertThat(held.message())
                    .isEqualTo("apps/shop.v2 pending-upgrade was begun by Helm, which is still at work");
            assertThat(held.advice()).contains(held.until().toString());
        });
    }

    /** Between two of its hooks the command does not look at what others do to the release. */
    @Test
    void leavesAHelmCommandThatUninstallsAlone() {
        StoredRecord uninstalling = Records.stored(2, ReleaseStatus.UNINSTALLING, HELM);

        assertThat(state(NOW, uninstalling))
                .isEqualTo(new ReleaseState.Held(uninstalling, Records.BEGUN.plus(Duration.ofMinutes(6))));
        assertThat(state(Records.BEGUN.plus(Duration.ofMinutes(6)), uninstalling))
                .isEqualTo(new ReleaseState.Uninstalling(uninstalling));
    }

    @Test
    void countsAHelmCommandAsDeadThatHasBeenSilentForTooLong() {
        StoredRecord pending = Records.stored(2, ReleaseStatus.PENDING_UPGRADE, HELM);

        assertThat(state(Records.BEGUN.plus(Duration.ofMinutes(6)), pending))
                .isEqualTo(new ReleaseState.Abandoned(pending));
    }

    @Test
    void isNotHeldForYearsByAClockThatIsAhead() {
        StoredRecord pending = Records.stored(2, ReleaseStatus.PENDING_UPGRADE, HELM);

        assertThat(state(Records.BEGUN.minus(Duration.ofDays(365)), pending))
                .isEqualTo(new ReleaseState.Abandoned(pending));
    }

    @Test
    void countsFluxAsDeadAtOnce() {
        StoredRecord pending = Records.stored(2, ReleaseStatus.PENDING_UPGRADE, new Holder("helm-controller", ""));

        assertThat(state(NOW, pending)).isEqualTo(new ReleaseState.Abandoned(pending));
    }

    @Test
    void doesNothingWhenTheNewestRecordCannotBeRead() {
        UnreadableRecord broken = new UnreadableRecord("sh.helm.release.v1.shop.v3", 3, "it is not JSON");
        ReleaseHistory history =
                new ReleaseHistory(List.of(Records.stored(2, ReleaseStatus.DEPLOYED)), List.of(broken));

        assertThat(ReleaseState.of(history, Holders.inPlaceOfFlux(), NOW))
                .isInstanceOfSatisfying(ReleaseState.Unreadable.class, state -> {
                    assertThat(state.message()).contains("Secret sh.helm.release.v1.shop.v3", "it is not JSON");
                    assertThat(state.advice()).contains("delete it", "Nothing is changed until then");
                });
    }

    @Test
    void goesOnWhenOnlyAnOlderRecordCannotBeRead() {
        UnreadableRecord broken = new UnreadableRecord("sh.helm.release.v1.shop.v1", 1, "it is not JSON");
        ReleaseHistory history =
                new ReleaseHistory(List.of(Records.stored(2, ReleaseStatus.DEPLOYED)), List.of(broken));

        assertThat(ReleaseState.of(history, Holders.inPlaceOfFlux(), NOW)).isInstanceOf(ReleaseState.Deployed.class);
    }

    private static ReleaseState state(Instant now, StoredRecord... records) {
        return ReleaseState.of(new ReleaseHistory(List.of(records), List.of()), Holders.inPlaceOfFlux(), now);
    }
}
