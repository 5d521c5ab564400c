package dev.capstan.helm.release.storage;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.FAILED;
import static dev.capstan.helm.release.record.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.release.Records;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseHistoryTest {

    @Test
    void letsTheOldestGoSoThatOneMoreFits() {
        ReleaseHistory history =
                history(Records.stored(3, DEPLOYED), Records.stored(1, SUPERSEDED), Records.stored(2, SUPERSEDED));

        assertThat(versions(history.surplus(2))).containsExactly(1, 2);
        assertThat(versions(history.surplus(3))).containsExactly(1);
        assertThat(history.surplus(4)).isEmpty();
    }

    @Test
    void neverLetsTheDeployedOneGo() {
        ReleaseHistory history =
                history(Records.stored(1, DEPLOYED), Records.stored(2, FAILED), Records.stored(3, FAILED));

        assertThat(versions(history.surplus(2))).containsExactly(2, 3);
        assertThat(versions(history.surplus(1))).containsExactly(2, 3);
    }

    @Test
    void keepsEverythingWithoutALimit() {
        assertThat(history(Records.stored(1, SUPERSEDED), Records.stored(2, DEPLOYED))
                        .surplus(0))
                .isEmpty();
    }

    @Test
    void numbersANewRevisionAsNoSecretIs() {
        RecordSecret leaving = Records.stored(7, FAILED).secret();
        UnreadableRecord damaged = new UnreadableRecord("sh.helm.release.v1.shop.v5", 5, "it is not JSON");

        assertThat(history().next()).isEqualTo(1);
        assertThat(history(Records.stored(2, DEPLOYED)).next()).isEqualTo(3);
        assertThat(new ReleaseHistory(
                                List.of(Records.stored(2, DEPLOYED)), List.of(damaged), List.of(), List.of(leaving))
                        .next())
                .isEqualTo(8);
    }

    private static ReleaseHistory history(StoredRecord... records) {
        return new ReleaseHistory(List.of(records), List.of());
    }

    private static List<Integer> versions(List<RecordSecret> secrets) {
        return secrets.stream().map(RecordSecret::version).toList();
    }
}
