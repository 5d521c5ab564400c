package dev.capstan.apply.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Managed fields as Flux's kustomize-controller leaves them, whose payload is written by Go's types. */
class HollowFieldsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANAGER = "kustomize-controller";

    @Test
    void aDeploymentOfFluxIsAsTheManifestSays() throws Exception {
        Ownership flux = owned("apps/v1", """
                {"f:spec":{"f:selector":{},"f:strategy":{},"f:template":{"f:spec":{"f:containers":{"k:{\\"name\\":\\"web\\"}":
                {".":{},"f:image":{},"f:name":{},"f:resources":{}}}}}}}
                """, """
                {"selector":{"matchLabels":{"app":"web"}},"strategy":{"type":"RollingUpdate"},
                "template":{"spec":{"containers":[{"name":"web","image":"nginx:1","resources":{}}]}}}
                """);

        assertThat(flux.matches(manifest("apps/v1", "Deployment", """
                {"selector":{"matchLabels":{"app":"web"}},"template":{"spec":{"containers":[{"name":"web","image":"nginx:1"}]}}}
                """))).isTrue();
        assertThat(flux.matches(manifest("apps/v1", "Deployment", """
                {"selector":{"matchLabels":{"app":"web"}},"strategy":{},
                "template":{"spec":{"containers":[{"name":"web","image":"nginx:1","resources":{}}]}}}
                """))).isTrue();
        assertThat(flux.matches(manifest("apps/v1", "Deployment", """
                {"selector":{"matchLabels":{"app":"web"}},"strategy":{"type":"Recreate"},
                "template":{"spec":{"containers":[{"name":"web","image":"nginx:1"}]}}}
                """))).isFalse();
    }

    @Test
    void whatWasSetAndIsNotWantedAnyMoreIsADifference() throws Exception {
        Ownership set = owned("apps/v1", "{\"f:spec\":{\"f:strategy\":{\"f:type\":{}}}}", """
                {"strategy":{"type":"Recreate"}}
                """);

        assertThat(set.matches(manifest("apps/v1", "Deployment", "{}"))).isFalse();
    }

    @Test
    void aNamespaceAndAServiceOfFluxAreAsTheirManifestsSay() throws Exception {
        assertThat(
                        owned(
                                        "v1",
                                        "{\"f:metadata\":{\"f:labels\":{\"f:a\":{}}},\"f:spec\":{}}",
                                        "{\"finalizers\":[\"kubernetes\"]}")
                                .matches(
                                        JSON.readTree(
                                                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"labels\":{\"a\":\"b\"}}}")))
                .isTrue();
        Ownership service = owned("v1", """
                {"f:spec":{"f:ports":{"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":
                {".":{},"f:port":{},"f:protocol":{},"f:targetPort":{}}}}}
                """, "{\"ports\":[{\"port\":80,\"protocol\":\"TCP\",\"targetPort\":80}]}");
        assertThat(service.matches(manifest("v1", "Service", "{\"ports\":[{\"port\":80,\"protocol\":\"TCP\"}]}")))
                .isTrue();
        assertThat(owned("v1", """
                        {"f:spec":{"f:ports":{"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":
                        {".":{},"f:port":{},"f:protocol":{},"f:targetPort":{}}}}}
                        """, "{\"ports\":[{\"port\":80,\"protocol\":\"TCP\",\"targetPort\":8080}]}")
                        .matches(manifest("v1", "Service", "{\"ports\":[{\"port\":80,\"protocol\":\"TCP\"}]}")))
                .isFalse();
    }

    /** There such a field may be owned as a whole, and hold something. */
    @Test
    void fieldsOfOtherKindsCount() throws Exception {
        Ownership custom = owned("example.com/v1", "{\"f:spec\":{\"f:resources\":{}}}", "{\"resources\":{\"a\":1}}");

        assertThat(custom.matches(manifest("example.com/v1", "Thing", "{}"))).isFalse();
        assertThat(custom.matches(manifest("example.com/v1", "Thing", "{\"resources\":{\"a\":1}}")))
                .isTrue();
    }

    /** Keys of a map are names that users choose, and hold something. */
    @Test
    void keysOfUsersCount() throws Exception {
        Ownership config = Ownership.of(JSON.readTree("""
                {"metadata":{"name":"web","managedFields":[{"manager":"%s","operation":"Apply","apiVersion":"v1",
                "fieldsV1":{"f:data":{"f:a":{},"f:resources":{}}}}]},"data":{"a":"1","resources":"2"}}
                """.formatted(MANAGER)), MANAGER);
        assertThat(config.matches(config("{\"a\":\"1\",\"resources\":\"2\"}"))).isTrue();
        assertThat(config.matches(config("{\"a\":\"1\",\"resources\":\"3\"}"))).isFalse();
        assertThat(config.matches(config("{\"a\":\"1\"}"))).isFalse();

        String fields = "{\"f:spec\":{\"f:template\":{\"f:metadata\":{\"f:labels\":{\"f:a\":{},\"f:strategy\":{}}}}}}";
        String both = "{\"template\":{\"metadata\":{\"labels\":{\"a\":\"1\",\"strategy\":\"canary\"}}}}";
        String one = "{\"template\":{\"metadata\":{\"labels\":{\"a\":\"1\"}}}}";
        Ownership labelled = owned("apps/v1", fields, both);
        assertThat(labelled.matches(manifest("apps/v1", "Deployment", both))).isTrue();
        assertThat(labelled.matches(manifest("apps/v1", "Deployment", one))).isFalse();
    }

    private static JsonNode config(String data) throws JsonProcessingException {
        return JSON.readTree("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":%s}".formatted(data));
    }

    private static Ownership owned(String apiVersion, String fields, String spec) throws JsonProcessingException {
        // Objects of a list have neither apiVersion nor kind.
        return Ownership.of(JSON.readTree("""
                {"metadata":{"name":"web","labels":{"a":"b"},"managedFields":[{"manager":"%s","operation":"Apply",
                "apiVersion":"%s","fieldsV1":%s}]},"spec":%s}
                """.formatted(MANAGER, apiVersion, fields, spec)), MANAGER);
    }

    private static JsonNode manifest(String apiVersion, String kind, String spec) throws JsonProcessingException {
        return JSON.readTree("{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"web\"},\"spec\":%s}"
                .formatted(apiVersion, kind, spec));
    }
}
