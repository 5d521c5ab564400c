package dev.capstan.helm.release.storage;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.FAILED;
import static dev.capstan.helm.release.record.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.release.Records;
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

    private static ReleaseHistory history(StoredRecord... records) {
        return new ReleaseHistory(List.of(records), List.of());
    }

    private static List<Integer> versions(List<StoredRecord> records) {
        return records.stream().map(stored -> stored.record().version()).toList();
    }
}
