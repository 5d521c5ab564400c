package dev.capstan.argo.health.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.HealthStatus;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States that the corpus does not show have the health that the documentation of their kinds implies. */
class DocumentedStatesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gateway.networking.k8s.io/v1, kind: Gateway | conditions: [{type: Accepted, status: Unknown}, {type: Programmed, status: Unknown}] | PROGRESSING",
                "gateway.networking.k8s.io/v1, kind: Gateway | conditions: [{type: Accepted, status: 'True'}, {type: Programmed, status: 'True'}] | HEALTHY",
                "operators.coreos.com/v1alpha1, kind: Subscription | state: UpgradeFailed | DEGRADED",
                "operators.coreos.com/v1alpha1, kind: Subscription | state: UpgradePending | PROGRESSING",
                "kafka.strimzi.io/v1beta2, kind: KafkaTopic | conditions: [{type: Ready, status: 'False'}] | DEGRADED",
                "sparkoperator.k8s.io/v1beta2, kind: SparkApplication | applicationState: {state: SUSPENDED} | SUSPENDED",
                "sparkoperator.k8s.io/v1beta2, kind: SparkApplication | applicationState: {state: INVALIDATING} | PROGRESSING"
            })
    void areAssessed(String kind, String status, HealthStatus expected) {
        String yaml = "{apiVersion: " + kind + ", status: {" + status + "}}";
        JsonNode object = JSON.valueToTree(PlainYaml.read(yaml, Limits.DEFAULT));

        Optional<Health> health = HealthRules.shipped().assessKind(object);

        assertThat(health).map(Health::status).contains(expected);
    }
}
