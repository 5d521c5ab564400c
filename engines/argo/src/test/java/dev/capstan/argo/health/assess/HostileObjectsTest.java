package dev.capstan.argo.health.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.health.HealthStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Objects that are nothing like what their kind should be. No assessment may fail, or go on for long. */
class HostileObjectsTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> FIELDS = List.of(
            "conditions",
            "type",
            "status",
            "reason",
            "message",
            "phase",
            "state",
            "replicas",
            "observedGeneration",
            "parents",
            "ancestors",
            "listeners",
            "environments",
            "active",
            "proposed",
            "dry",
            "sha",
            "containerStatuses",
            "ingress",
            "loadBalancer",
            "generation",
            "annotations",
            "suspend",
            "paused");

    private static final List<String> WORDS =
            List.of("True", "False", "Unknown", "", "Ready", "Failed", "1", "-", "Accepted", "{x}");

    @Test
    void noKindFailsOnObjectsOfRandomShape() throws IOException {
        Random random = new Random(20260830);
        for (String kind : everyKind()) {
            for (int round = 0; round < 20; round++) {
                ObjectNode object = object(kind);
                object.set("metadata", random(random, 4));
                object.set("spec", random(random, 5));
                object.set("status", random(random, 6));

                assertThatCode(() -> HealthRules.shipped().assessKind(object))
                        .as("%s: %s", kind, object)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aListWithAMillionConditionsEndsAsUnknown() {
        ObjectNode object = object("serving.kserve.io/InferenceService");
        ArrayNode conditions = object.putObject("status").putArray("conditions");
        ObjectNode condition = NODES.objectNode().put("type", "Odd").put("status", "False");
        for (int i = 0; i < 1_000_000; i++) {
            conditions.add(condition);
        }

        assertThat(HealthRules.shipped().assessKind(object))
                .hasValueSatisfying(health -> assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN));
    }

    @Test
    void aTreeThatIsNestedAHundredThousandTimesIsReadOnlyAsDeepAsTheRuleLooks() {
        JsonNode deep = NODES.textNode("bottom");
        for (int i = 0; i < 100_000; i++) {
            deep = NODES.objectNode().set("conditions", NODES.arrayNode().add(deep));
        }
        for (String kind :
                List.of("gateway.networking.k8s.io/Gateway", "ceph.rook.io/CephCluster", "/Pod", "apps/Deployment")) {
            ObjectNode object = object(kind);
            object.set("spec", deep);
            object.set("status", deep);

            assertThatCode(() -> HealthRules.shipped().assess(object)).doesNotThrowAnyException();
        }
    }

    @Test
    void numbersBeyondAllBoundsAreCompared() {
        ObjectNode object = object("apps.kruise.io/CloneSet");
        object.putObject("metadata").put("generation", 1);
        object.putObject("spec").putObject("updateStrategy").put("partition", "9".repeat(10_000));
        object.putObject("status").put("observedGeneration", 1).put("replicas", Double.MAX_VALUE);

        assertThat(HealthRules.shipped().assessKind(object)).isPresent();
    }

    private static ObjectNode object(String kind) {
        int slash = kind.indexOf('/');
        String group = kind.substring(0, slash).replace("*", "some");
        return NODES.objectNode()
                .put("apiVersion", group.isEmpty() ? "v1" : group + "/v1")
                .put("kind", kind.substring(slash + 1).replace("*", "Some"));
    }

    private static JsonNode random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(random.nextDouble() * 10);
            case 4, 5 -> NODES.textNode(WORDS.get(random.nextInt(WORDS.size())));
            case 6 -> {
                ArrayNode list = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(random(random, depth - 1));
                }
                yield list;
            }
            default -> {
                ObjectNode map = NODES.objectNode();
                for (int i = random.nextInt(8); i > 0; i--) {
                    map.set(FIELDS.get(random.nextInt(FIELDS.size())), random(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static List<String> everyKind() throws IOException {
        List<String> kinds = new ArrayList<>(List.of(
                "/Pod",
                "/Service",
                "/PersistentVolumeClaim",
                "apps/Deployment",
                "apps/StatefulSet",
                "apps/DaemonSet",
                "apps/ReplicaSet",
                "batch/Job",
                "networking.k8s.io/Ingress",
                "autoscaling/HorizontalPodAutoscaler",
                "apiregistration.k8s.io/APIService",
                "argoproj.io/Workflow"));
        for (String line : resource("index.txt").lines().toList()) {
            String group = line.substring(0, line.indexOf(' '));
            resource(line.substring(line.indexOf(' ') + 1))
                    .lines()
                    .map(text ->
                            text.replaceAll("[\\[\\]\"',]|- kinds:|^ +- ", "").strip())
                    .filter(text -> text.startsWith(group + "/") && !text.contains(" "))
                    .forEach(kinds::add);
        }
        assertThat(kinds).hasSizeGreaterThan(200);
        return kinds;
    }

    private static String resource(String name) throws IOException {
        try (var stream = HealthRules.class.getResourceAsStream("/dev/capstan/argo/health/rules/" + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
