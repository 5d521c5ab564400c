package dev.capstan.apply.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TakeOverTest {
    private static final TakeOver TAKE_OVER = new TakeOver("kustomize-controller", Set.of(), true);

    @Test
    void anApplicationThatHandsAnObjectOverGivesItsFields() throws IOException {
        JsonNode patch = TAKE_OVER
                .patch(object("\"capstan.dev/takeover\": \"allowed\","))
                .orElseThrow();

        JsonNode managers = patch.get(0).path("value");
        assertThat(managers).hasSize(2);
        assertThat(managers.get(0).path("manager").asText()).isEqualTo("kustomize-controller");
        assertThat(managers.get(0).path("operation").asText()).isEqualTo("Apply");
        assertThat(managers.at("/0/fieldsV1/f:data").has("f:leftover")).isTrue();
        assertThat(managers.get(1).path("manager").asText()).isEqualTo("somebody");
        assertThat(StreamSupport.stream(patch.spliterator(), false)
                        .filter(operation -> operation.path("op").asText().equals("remove"))
                        .map(operation -> operation.path("path").asText()))
                .containsExactly(
                        "/metadata/annotations/argocd.argoproj.io~1tracking-id",
                        "/metadata/annotations/capstan.dev~1takeover");
    }

    @Test
    void fieldsOfAnApplicationThatHandsNothingOverStayItsOwn() throws IOException {
        assertThat(TAKE_OVER.patch(object(""))).isEmpty();
        assertThat(TAKE_OVER.isNeeded(object(""))).isFalse();
    }

    private static JsonNode object(String annotation) throws IOException {
        return new ObjectMapper().readTree("""
                {
                  "apiVersion": "v1",
                  "kind": "ConfigMap",
                  "metadata": {
                    "name": "a",
                    "resourceVersion": "7",
                    "annotations": {%s "argocd.argoproj.io/tracking-id": "app:/ConfigMap:b/a"},
                    "managedFields": [
                      {
                        "manager": "argocd-controller",
                        "operation": "Update",
                        "apiVersion": "v1",
                        "fieldsType": "FieldsV1",
                        "fieldsV1": {"f:data": {"f:leftover": {}}}
                      },
                      {
                        "manager": "somebody",
                        "operation": "Update",
                        "apiVersion": "v1",
                        "fieldsType": "FieldsV1",
                        "fieldsV1": {"f:data": {"f:other": {}}}
                      }
                    ]
                  }
                }
                """.formatted(annotation));
    }
}
