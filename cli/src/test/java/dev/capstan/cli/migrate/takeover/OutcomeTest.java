package dev.capstan.cli.migrate.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void theStatusDoesNotCount() {
        Outcome outcome = outcome(object("u", "1", "a", "t", "1"), object("u", "2", "a", "t", "2"));

        assertThat(outcome.written()).isEmpty();
        assertThat(outcome.untouched()).isZero();
        assertThat(outcome.lines())
                .containsExactly("0 of 1 workload objects were written (of 1 the cluster itself changed the status)");
    }

    @Test
    void aWriteOfAnApplierCountsWhenItChangedSomething() {
        assertThat(outcome(object("u", "1", "a", "t1", "1"), object("u", "2", "b", "t2", "1"))
                        .written())
                .containsExactly("apps_web__ConfigMap");
        assertThat(outcome(object("u", "1", "a", "t1", "1"), object("u", "2", "a", "t2", "1"))
                        .recorded())
                .containsExactly("apps_web__ConfigMap");
    }

    @Test
    void whatIsMadeAnewOrGoneWasWritten() {
        assertThat(outcome(object("u", "1", "a", "t", "1"), object("v", "1", "a", "t", "1"))
                        .written())
                .hasSize(1);
        assertThat(Outcome.between(Map.of("x", Footprint.of(object("u", "1", "a", "t", "1"), Footprint.FLUX)), Map.of())
                        .lines())
                .containsExactly("1 of 1 workload objects were written", "  x (gone)");
    }

    @Test
    void whatOthersChangeIsToldApart() {
        Outcome outcome = outcome(object("u", "1", "a", "t", "1"), object("u", "2", "b", "t", "1"));

        assertThat(outcome.written()).isEmpty();
        assertThat(outcome.changedByOthers()).hasSize(1);
    }

    private static Outcome outcome(ObjectNode before, ObjectNode after) {
        return Outcome.between(
                Map.of("apps_web__ConfigMap", Footprint.of(before, Footprint.FLUX)),
                Map.of("apps_web__ConfigMap", Footprint.of(after, Footprint.FLUX)));
    }

    private static ObjectNode object(String uid, String version, String data, String applied, String status) {
        return (ObjectNode) Serialization.unmarshal(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: web
                  uid: %s
                  resourceVersion: "%s"
                  managedFields:
                  - {manager: kustomize-controller, operation: Apply, time: %s, fieldsV1: {}}
                  - {manager: kubelet, operation: Update, subresource: status, time: "%s"}
                data: {a: %s}
                status: {b: "%s"}
                """.formatted(uid, version, applied, status, data, status),
                com.fasterxml.jackson.databind.JsonNode.class);
    }
}
