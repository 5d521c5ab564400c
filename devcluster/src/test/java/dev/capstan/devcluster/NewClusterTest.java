package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewClusterTest {

    @ParameterizedTest(name = "asked for {0}, assets {1}, offers K3s {2}, built {3}, engine answers {4}: {5}")
    @CsvSource({
        // who starts demo or up for the first time
        "'',         false, true,  false, true,  K3S_ELSE_DEVCLUSTER",
        "'',         false, true,  false, false, DEVCLUSTER",
        // what is built already starts faster than anything else
        "'',         false, true,  true,  true,  DEVCLUSTER",
        "'',         false, true,  true,  false, DEVCLUSTER",
        // tests need what devcluster has
        "'',         false, false, false, true,  DEVCLUSTER",
        "'',         false, false, false, false, DEVCLUSTER",
        "'',         false, false, true,  true,  DEVCLUSTER",
        // what is named comes first
        "'',         true,  true,  false, true,  ASSETS",
        "'',         true,  false, true,  false, ASSETS",
        "devcluster, false, true,  false, true,  DEVCLUSTER",
        "devcluster, true,  true,  false, true,  DEVCLUSTER",
        "k3s,        false, true,  true,  true,  K3S",
        "k3s,        true,  true,  true,  true,  K3S",
        "k3s,        false, true,  false, false, K3S",
        "k3s,        false, false, true,  true,  K3S",
    })
    void whatIsStarted(
            String asked, boolean hasAssets, boolean offersK3s, boolean isBuilt, boolean answers, NewCluster expected) {
        Map<String, String> environment = new HashMap<>();
        if (!asked.isEmpty()) {
            environment.put(Clusters.CHOICE, asked);
        }
        if (hasAssets) {
            environment.put(Clusters.ASSETS, "/assets");
        }

        assertThat(NewCluster.choose(environment, offersK3s, () -> isBuilt, () -> answers))
                .isEqualTo(expected);
    }

    @Test
    void noEngineIsAskedWhereItDoesNotMatter() {
        assertThat(NewCluster.choose(Map.of(), true, () -> true, NewClusterTest::unasked))
                .isEqualTo(NewCluster.DEVCLUSTER);
        assertThat(NewCluster.choose(
                        Map.of(Clusters.CHOICE, Clusters.DEVCLUSTER),
                        true,
                        NewClusterTest::unasked,
                        NewClusterTest::unasked))
                .isEqualTo(NewCluster.DEVCLUSTER);
    }

    private static boolean unasked() {
        throw new AssertionError("asked for nothing");
    }
}
