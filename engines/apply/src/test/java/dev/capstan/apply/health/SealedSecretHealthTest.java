package dev.capstan.apply.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SealedSecretHealthTest {

    private static Health health(String status) throws Exception {
        var object = new ObjectMapper().readTree("""
                {"apiVersion":"bitnami.com/v1alpha1","kind":"SealedSecret","metadata":{"name":"app","generation":2},
                 "status":%s}
                """.formatted(status));
        return HealthRules.flux().assess(object, Instant.EPOCH);
    }

    @Test
    void theConditionSyncedDecides() throws Exception {
        assertThat(health("{\"observedGeneration\":2,\"conditions\":[{\"type\":\"Synced\",\"status\":\"True\"}]}"))
                .extracting(Health::status)
                .isEqualTo(HealthStatus.CURRENT);
        Health failed = health(
                "{\"observedGeneration\":2,\"conditions\":[{\"type\":\"Synced\",\"status\":\"False\",\"message\":\"no key\"}]}");
        assertThat(failed.status()).isEqualTo(HealthStatus.FAILED);
        assertThat(failed.message()).isEqualTo("no key");
    }

    @Test
    void whatNobodyHasLookedAtIsAwaited() throws Exception {
        assertThat(health("{}").status()).isEqualTo(HealthStatus.IN_PROGRESS);
        assertThat(health("{\"observedGeneration\":1,\"conditions\":[{\"type\":\"Synced\",\"status\":\"True\"}]}")
                        .status())
                .isEqualTo(HealthStatus.IN_PROGRESS);
    }
}
