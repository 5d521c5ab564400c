package dev.capstan.apply.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkloadHealthTest {

    private static final String DAEMON_SET = """
            {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"probe","generation":4},
             "spec":{"updateStrategy":{"type":"%s"}},
             "status":{"observedGeneration":%d,"desiredNumberScheduled":3,"currentNumberScheduled":3,
               "updatedNumberScheduled":0,"numberAvailable":%d,"numberReady":3}}
            """;

    @Test
    void aDaemonSetUpdatedOnDeleteIsNotAwaitedUntilItsPodsAreDeleted() throws Exception {
        assertThat(status("OnDelete", 4, 3)).isEqualTo(HealthStatus.CURRENT);
        assertThat(status("RollingUpdate", 4, 3)).isEqualTo(HealthStatus.IN_PROGRESS);
    }

    @Test
    void aDaemonSetUpdatedOnDeleteMustBeSeenAndAvailableNevertheless() throws Exception {
        assertThat(status("OnDelete", 3, 3)).isEqualTo(HealthStatus.IN_PROGRESS);
        assertThat(status("OnDelete", 4, 2)).isEqualTo(HealthStatus.IN_PROGRESS);
    }

    private static HealthStatus status(String strategy, int observed, int available) throws JsonProcessingException {
        var object = new ObjectMapper().readTree(DAEMON_SET.formatted(strategy, observed, available));
        return HealthRules.flux().assess(object, Instant.EPOCH).status();
    }
}
