package dev.capstan.secrets.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-01-02T03:04:05Z");
    private static final MasterKey GCP = new MasterKey.GcpKms("g", NOW, "");
    private static final MasterKey PGP = new MasterKey.Pgp("p", NOW, "");
    private static final MasterKey AGE = new MasterKey.Age("a", "");
    private static final MasterKey AGE_2 = new MasterKey.Age("b", "");
    private static final KeyGroup GROUP = new KeyGroup(List.of(GCP, PGP, AGE, AGE_2));

    @Test
    void keysThatNeedNoNetworkGoFirst() {
        assertThat(KeyOrder.DEFAULT.of(GROUP)).containsExactly(AGE, AGE_2, PGP, GCP);
    }

    @Test
    void anotherOrderMayBeAskedFor() {
        assertThat(KeyOrder.parse("gcp_kms, pgp").orElseThrow().of(GROUP)).containsExactly(GCP, PGP, AGE, AGE_2);
        assertThat(KeyOrder.parse("").orElseThrow().of(GROUP)).containsExactly(GCP, PGP, AGE, AGE_2);
    }

    @Test
    void anOrderNamesKindsThatThereAreAndEachOnce() {
        assertThat(KeyOrder.parse("age,nope")).isEmpty();
        assertThat(KeyOrder.parse("age,age")).isEmpty();
    }
}
