package dev.capstan.argo.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.project.Scope;
import dev.capstan.argo.source.RepeatedObjects.Combined;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepeatedObjectsTest {
    private static Combined combine(String... objects) {
        List<Manifest> manifests = Stream.of(objects)
                .map(object -> new Manifest(Sources.json(object), "f", 1))
                .toList();
        return RepeatedObjects.combine(manifests, "web", (group, kind) -> switch (kind) {
            case "Namespace" -> Scope.CLUSTER;
            case "Widget" -> Scope.UNKNOWN;
            default -> Scope.NAMESPACE;
        });
    }

    private static String service(String metadata, String spec) {
        return "{'apiVersion':'v1','kind':'Service','metadata':{" + metadata + "},'spec':'" + spec + "'}";
    }

    @Test
    void theLastOneStaysWithAWarning() {
        Combined combined = combine(
                service("'name':'a'", "1"), service("'name':'b'", "2"), service("'name':'a','namespace':'web'", "3"));

        assertThat(combined.manifests())
                .extracting(manifest -> manifest.object().path("spec").asText())
                .containsExactly("2", "3");
        assertThat(combined.warnings()).containsExactly("/Service/web/a comes 2 times; the last one counts");
    }

    @Test
    void objectsOfOneNameInTwoNamespacesAreTwo() {
        Combined combined = combine(service("'name':'a'", "1"), service("'name':'a','namespace':'other'", "2"));

        assertThat(combined.manifests()).hasSize(2);
        assertThat(combined.warnings()).isEmpty();
    }

    @Test
    void theDestinationGivesTheNamespaceThatIsMissing() {
        assertThat(combine(service("'name':'a'", "1"), "{'apiVersion':'x/v1','kind':'Widget'}")
                        .manifests())
                .extracting(
                        manifest -> manifest.object().at("/metadata/namespace").asText())
                .containsExactly("web", "web");
    }

    @Test
    void objectsOfTheClusterHaveNone() {
        Combined combined = combine(
                "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'a','namespace':'web'}}",
                "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'a'}}");

        assertThat(combined.manifests())
                .singleElement()
                .satisfies(
                        manifest -> assertThat(manifest.object().at("/metadata").has("namespace"))
                                .isFalse());
        assertThat(combined.warnings()).containsExactly("/Namespace//a comes 2 times; the last one counts");
    }

    @Test
    void generatedNamesDiffer() {
        assertThat(combine(
                                "{'apiVersion':'batch/v1','kind':'Job','metadata':{'generateName':'a-'}}",
                                "{'apiVersion':'batch/v1','kind':'Job','metadata':{'generateName':'a-'}}")
                        .manifests())
                .hasSize(2);
    }
}
