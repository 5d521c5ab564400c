package dev.capstan.argo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.source.ManifestReader.Read;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
    private static final String SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n";

    private static Read read(String name, String text) {
        return ManifestReader.read(List.of(new DirectorySelection.File(name, text.getBytes(UTF_8))));
    }

    private static List<String> shown(Read read) {
        return switch (read) {
            case Read.Objects(List<Manifest> manifests) ->
                manifests.stream().map(Manifest::toString).toList();
            case Read.Failed(String why) -> throw new AssertionError(why);
        };
    }

    private static String failure(Read read) {
        return switch (read) {
            case Read.Objects(List<Manifest> manifests) -> throw new AssertionError(manifests);
            case Read.Failed(String why) -> why;
        };
    }

    @Test
    void documentsKnowTheirPlace() {
        assertThat(shown(read("a.yaml", "# first\n" + SERVICE + "---\n---\n" + SERVICE.replace("web", "db"))))
                .containsExactly("Service web (a.yaml:2)", "Service db (a.yaml:7)");
    }

    @Test
    void ofAKeyThatIsGivenTwiceTheLastValueCounts() {
        assertThat(shown(read("a.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web, name: db}\n")))
                .containsExactly("Service db (a.yaml:1)");
    }

    @Test
    void whatIsRenderedIsNotPassedOver() {
        var file = new DirectorySelection.File("web/templates/a.yaml", "replicas: 2\n".getBytes(UTF_8));

        assertThat(ManifestReader.read(List.of(file))).isEqualTo(new Read.Objects(List.of()));
        assertThat(failure(ManifestReader.readRendered(List.of(file))))
                .isEqualTo("web/templates/a.yaml cannot be read: Object 'Kind' is missing in the document at line 1");
    }

    @Test
    void jsonHasOneObject() {
        String service = "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\"}}";

        assertThat(shown(read("a.json", service + "\n"))).containsExactly("Service web (a.json:1)");
        assertThat(failure(read("a.json", service + service)))
                .isEqualTo("a.json has several objects; a JSON file may have one");
        assertThat(failure(read("a.json", "{\"kind\":"))).startsWith("a.json cannot be read: ");
        assertThat(failure(read("a.json", ""))).isEqualTo("a.json:1: Object 'Kind' is missing");
        assertThat(failure(read("a.json", "[1]"))).isEqualTo("a.json:1: Object 'Kind' is missing");
    }

    @Test
    void listsAreUnfoldedAlsoInLists() {
        assertThat(shown(read("a.yaml", """
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Service, metadata: {name: a}}
                - apiVersion: v1
                  kind: List
                  items:
                  - {apiVersion: v1, kind: Node, metadata: {name: b}}
                ---
                apiVersion: v1
                kind: ConfigMapList
                items:
                - {metadata: {name: c}}
                ---
                {apiVersion: v1, kind: SecretList, items: null}
                ---
                {apiVersion: v1, kind: SecretList, items: []}
                """)))
                .containsExactly("Service a (a.yaml:1)", "Node b (a.yaml:1)", "ConfigMap c (a.yaml:10)");
    }

    @Test
    void whatIsInAListMustBeAnObject() {
        assertThat(failure(read("a.yaml", "{apiVersion: v1, kind: List, items: [7]}")))
                .isEqualTo("a.yaml:1: Object 'Kind' is missing");
        assertThat(failure(read("a.yaml", "{apiVersion: v1, kind: List, items: [{kind: X}]}")))
                .isEqualTo("a.yaml:1: Object 'apiVersion' is missing in a X");
    }

    @Test
    void listsAreNotNestedWithoutEnd() {
        String nested = "{apiVersion: v1, kind: List, items: [".repeat(20) + "]}".repeat(20);

        assertThat(failure(read("a.yaml", nested))).isEqualTo("a.yaml:1: lists are nested deeper than 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n", "- a\n- b\n", "{{ template }}\n", "", "# nothing\n", "a: [\n", "text"})
    void filesThatAreNoManifestsArePassedOver(String text) {
        assertThat(shown(read("values.yaml", text))).isEmpty();
    }

    @Test
    void whatLooksLikeAManifestMustBeOne() {
        assertThat(failure(read("a.yaml", SERVICE + "---\na: 1\n")))
                .isEqualTo("a.yaml cannot be read: Object 'Kind' is missing in the document at line 5");
        assertThat(failure(read("a.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: [\n")))
                .startsWith("a.yaml cannot be read: ")
                .contains("a.yaml");
        assertThat(failure(read("a.yaml", "apiVersion: v1\nkind: 7\nmetadata: {}\n")))
                .contains("Object 'Kind' is missing");
    }

    @Test
    void anApiVersionIsNeeded() {
        assertThat(failure(read("a.yaml", "kind: Service\nmetadata: {name: web}\n")))
                .isEqualTo("a.yaml:1: Object 'apiVersion' is missing in a Service");
    }

    @Test
    void bombsAreRefused() {
        String laughs =
                "apiVersion: v1\nkind: X\nmetadata:\n  a: &a [x,x,x,x,x,x,x,x,x]\n  b: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n"
                        + "  c: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n  d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\n  e: &e [*d,*d,*d,*d,*d,*d,*d,*d]\n"
                        + "  f: &f [*e,*e,*e,*e,*e,*e,*e,*e]\n  g: [*f,*f,*f,*f,*f,*f,*f,*f]\n";

        assertThat(failure(read("a.yaml", laughs))).startsWith("a.yaml cannot be read: ");
        assertThat(failure(read("a.json", "[".repeat(100_000)))).startsWith("a.json cannot be read: ");
        assertThat(failure(read("a.yaml", "apiVersion: v1\nkind: X\nmetadata: " + "[".repeat(100_000))))
                .startsWith("a.yaml cannot be read: ");
    }
}
