package dev.capstan.apply.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.SourcePosition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {

    private static final BuiltInSchema SCHEMA = BuiltInSchema.load();

    @Test
    void dropsUnknownFieldsOfBuiltInKindsAndNamesThem() {
        Normalised normalised = normalise("""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","lables":{"a":"b"}},
                 "spec":{"replica":2,"template":{"spec":{"containers":[{"name":"a","imagee":"x"}]}}}}
                """);

        assertThat(normalised.notices())
                .extracting(Notice::field)
                .containsExactlyInAnyOrder(
                        "metadata.lables", "spec.replica", "spec.template.spec.containers[0].imagee");
        assertThat(normalised.content()).isEqualTo(json("""
                        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
                         "spec":{"template":{"spec":{"containers":[{"name":"a"}]}}}}
                        """));
    }

    @Test
    void leavesAManifestAloneThatDoesNotFitItsKind() {
        String odd =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"data\":{\"n\":1},\"odd\":1}";

        assertThat(normalise(odd).content()).isEqualTo(json(odd));
    }

    @Test
    void leavesCustomResourcesAlone() {
        String custom = "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"a\"},"
                + "\"spec\":{\"ports\":[{\"port\":1}],\"anything\":null}}";

        assertThat(normalise(custom).content()).isEqualTo(json(custom));
    }

    @Test
    void movesStringDataOfASecretIntoData() {
        Normalised normalised = normalise("{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"},"
                + "\"data\":{\"a\":\"b2xk\",\"k\":\"a2VwdA==\"},\"stringData\":{\"a\":\"new\"}}");

        assertThat(normalised.content())
                .isEqualTo(json("{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"},"
                        + "\"data\":{\"a\":\"bmV3\",\"k\":\"a2VwdA==\"}}"));
    }

    @Test
    void givesPortsTheirDefaultProtocol() {
        Normalised service = normalise("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"a\"},"
                + "\"spec\":{\"ports\":[{\"port\":80},{\"port\":53,\"protocol\":\"UDP\"}]}}");

        assertThat(service.content().at("/spec/ports/0/protocol").asText()).isEqualTo("TCP");
        assertThat(service.content().at("/spec/ports/1/protocol").asText()).isEqualTo("UDP");
    }

    @Test
    void dropsWhatOnlyAServerSets() {
        Normalised normalised = normalise("""
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","uid":"u","resourceVersion":"7",
                 "creationTimestamp":null,"managedFields":[]},"status":{"x":1}}
                """);

        assertThat(normalised.content())
                .isEqualTo(json("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}"));
        assertThat(normalised.notices())
                .extracting(Notice::field)
                .containsExactlyInAnyOrder("metadata.uid", "metadata.resourceVersion", "metadata.managedFields");
    }

    @ParameterizedTest
    @CsvSource({"Cg==, false", "not-base64!, false", "'', false"})
    void dropsACaBundleThatHoldsNoCertificate(String bundle, boolean isKept) {
        Normalised normalised = normalise("""
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"a"},
                 "spec":{"conversion":{"webhook":{"clientConfig":{"caBundle":"BUNDLE"}}}}}
                """.replace("BUNDLE", bundle));

        assertThat(normalised
                        .content()
                        .at("/spec/conversion/webhook/clientConfig")
                        .has("caBundle"))
                .isEqualTo(isKept);
    }

    @Test
    void knowsTheKindsThatPeopleUse() {
        List<ResourceKind> kinds = List.of(
                ResourceKind.of("v1", "Pod"),
                ResourceKind.of("apps/v1", "StatefulSet"),
                ResourceKind.of("batch/v1", "CronJob"),
                ResourceKind.of("networking.k8s.io/v1", "Ingress"),
                ResourceKind.of("rbac.authorization.k8s.io/v1", "ClusterRole"),
                ResourceKind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition"));

        assertThat(kinds).allSatisfy(kind -> assertThat(SCHEMA.find(kind)).isPresent());
    }

    private static Normalised normalise(String text) {
        return new Normaliser(SCHEMA)
                .normalise(
                        switch (Manifest.read(json(text), new SourcePosition("a.yaml", 3))) {
                            case Manifest.Readable readable -> readable.manifest();
                            case Manifest.Unreadable unreadable -> throw new AssertionError(unreadable.problem());
                        });
    }

    private static ObjectNode json(String text) {
        try {
            JsonNode node = new ObjectMapper().readTree(text);
            return (ObjectNode) node;
        } catch (com.fasterxml.jackson.core.JsonProcessingException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
