package dev.capstan.cli.get;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ObjectRowTest {

    @Test
    void readyObjectShowsItsRevisionShortened() {
        ObjectRow state = state("""
                kind: Kustomization
                metadata: {name: dev, namespace: demo}
                spec: {suspend: true}
                status:
                  lastAppliedRevision: main@sha1:0123456789abcdef0123456789abcdef01234567
                  conditions:
                    - {type: Ready, status: "True", message: "Applied revision: main@sha1:0123456789abcdef0123456789abcdef01234567"}
                """);

        assertThat(state)
                .isEqualTo(new ObjectRow(
                        "demo", "dev", "main@sha1:01234567", true, "True", "Applied revision: main@sha1:01234567"));
    }

    @Test
    void newObjectWaits() {
        ObjectRow state = state("kind: Kustomization\nmetadata: {name: dev, namespace: demo}\n");

        assertThat(state).isEqualTo(new ObjectRow("demo", "dev", "", false, "False", "waiting to be reconciled"));
    }

    private static ObjectRow state(String yaml) {
        return ObjectRow.of(ToolkitObject.of(Serialization.unmarshal(yaml, GenericKubernetesResource.class)));
    }
}
