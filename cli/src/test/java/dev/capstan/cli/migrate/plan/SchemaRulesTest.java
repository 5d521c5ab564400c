package dev.capstan.cli.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class SchemaRulesTest {

    private static final SchemaRules RULES = new SchemaRules(yaml("""
            properties:
              spec:
                properties:
                  interval: {type: string}
                  provider: {type: string, enum: [generic, aws]}
                  values: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  labels: {type: object, additionalProperties: {type: string}}
                  patches:
                    type: array
                    items: {properties: {patch: {type: string}}}
            """));

    @Test
    void whatTheSchemaHasIsKnown() {
        assertThat(RULES.unknown(yaml("""
                        spec:
                          interval: 1m
                          provider: aws
                          values: {any: {thing: [1]}}
                          labels: {team: web}
                          patches: [{patch: x}]
                        status: {anything: 1}
                        """))).isEmpty();
    }

    @Test
    void whatItHasNotIsNamedWithItsPath() {
        assertThat(RULES.unknown(yaml("""
                        spec:
                          provider: azure
                          patches: [{patch: x}, {patch: y, options: {allowNameChange: true}}]
                          newField: 1
                        """)))
                .containsExactly("spec.provider: 'azure'", "spec.patches[1].options", "spec.newField");
    }

    private static JsonNode yaml(String text) {
        return Serialization.unmarshal(text, JsonNode.class);
    }
}
