package dev.capstan.helm.release.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreeWayMergeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what                  | before           | now              | live                     | merged
                "changed by the chart    | {a: 1}           | {a: 2}           | {a: 1}                   | {a: 2}",
                "changed by another      | {a: 1}           | {a: 1}           | {a: 9}                   | {a: 1}",
                "added by the chart      | {}               | {a: 1}           | {}                       | {a: 1}",
                "added by another        | {a: 1}           | {a: 1}           | {a: 1, b: 2}             | {a: 1, b: 2}",
                "dropped by the chart    | {a: 1, b: 2}     | {a: 1}           | {a: 1, b: 2}             | {a: 1}",
                "dropped, gone already   | {a: 1, b: 2}     | {a: 1}           | {a: 1}                   | {a: 1}",
                "null in the chart       | {a: 1}           | {a: null}        | {a: 1}                   | {}",
                "nested                  | {s: {a: 1}}      | {s: {b: 1}}      | {s: {a: 1, c: 3}}        | {s: {c: 3, b: 1}}",
                "plain list              | {l: [1]}         | {l: [1, 2]}      | {l: [3]}                 | {l: [1, 2]}",
                "status is not ours      | {}               | {status: {x: 1}} | {status: {x: 2}}         | {status: {x: 2}}",
            })
    void merges(String what, String before, String now, String live, String merged) {
        assertThat(ThreeWayMerge.merge(yaml(before), yaml(now), yaml(live))).isEqualTo(yaml(merged));
    }

    @Test
    void tellsContainersApartByName() {
        ObjectNode merged = ThreeWayMerge.merge(
                yaml("{containers: [{name: a, image: x}, {name: old, image: x}]}"),
                yaml("{containers: [{name: a, image: y}, {name: new, image: x}]}"),
                yaml("{containers: [{name: a, image: x, tty: true}, {name: old, image: x}, {name: side, image: s}]}"));

        assertThat(merged)
                .isEqualTo(yaml("{containers: [{name: a, image: y, tty: true}, {name: new, image: x},"
                        + " {name: side, image: s}]}"));
    }

    @Test
    void tellsPortsOfAServiceApartByPort() {
        ObjectNode merged = ThreeWayMerge.merge(
                yaml("{ports: [{port: 80, targetPort: 1}]}"),
                yaml("{ports: [{port: 80, targetPort: 2}]}"),
                yaml("{ports: [{port: 80, protocol: TCP, targetPort: 1, nodePort: 30001}]}"));

        assertThat(merged).isEqualTo(yaml("{ports: [{port: 80, protocol: TCP, targetPort: 2, nodePort: 30001}]}"));
    }

    @Test
    void replacesAllButWhatTheServerSets() {
        ObjectNode replaced = ThreeWayMerge.replace(
                yaml("{metadata: {name: a}, data: {v: x}}"),
                yaml("{metadata: {name: a, uid: u, labels: {l: m}}, data: {v: z, w: q}, status: {s: t}}"));

        assertThat(replaced).isEqualTo(yaml("{metadata: {name: a, uid: u}, data: {v: x}, status: {s: t}}"));
    }

    /** Without them a claim would go while it is used, and the load balancer of a Service would stay for ever. */
    @Test
    void replacesAnObjectButNotTheHoldThatOthersHaveOnIt() {
        ObjectNode live = yaml("{metadata: {name: a, finalizers: [f], ownerReferences: [{uid: o}]}, data: {v: z}}");

        assertThat(ThreeWayMerge.replace(yaml("{metadata: {name: a}, data: {v: x}}"), live))
                .isEqualTo(yaml("{metadata: {name: a, finalizers: [f], ownerReferences: [{uid: o}]}, data: {v: x}}"));
        assertThat(ThreeWayMerge.replace(yaml("{metadata: {name: a, finalizers: [g]}}"), live))
                .isEqualTo(yaml("{metadata: {name: a, finalizers: [g], ownerReferences: [{uid: o}]}}"));
    }

    @Test
    void patchesOnlyWhatIsDifferentAndOnlyThisVersion() {
        ObjectNode live = yaml("{metadata: {resourceVersion: \"7\", labels: {a/b: x}}, data: {v: \"1\", w: \"2\"}}");
        ObjectNode merged =
                yaml("{metadata: {resourceVersion: \"7\", labels: {}}, data: {v: \"9\", w: \"2\", z: \"3\"}}");

        assertThat(ThreeWayMerge.patch(live, merged)).isEqualTo(yamlTree("""
                        - {op: replace, path: /data/v, value: "9"}
                        - {op: add, path: /data/z, value: "3"}
                        - {op: remove, path: /metadata/labels/a~1b}
                        - {op: replace, path: /metadata/resourceVersion, value: "7"}
                        """));
        assertThat(ThreeWayMerge.patch(live, live)).isEmpty();
    }

    private static ObjectNode yaml(String text) {
        return (ObjectNode) yamlTree(text);
    }

    private static JsonNode yamlTree(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var document = YamlReader.readAll("test", bytes, Limits.DEFAULT).getFirst();
        return JsonTrees.read(Json.write(document.root(), Dialect.KUBERNETES));
    }
}
