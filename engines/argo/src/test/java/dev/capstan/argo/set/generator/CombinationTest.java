package dev.capstan.argo.set.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.input.SetRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CombinationTest {
    @Test
    void aMatrixIsEveryCombination() {
        assertThat(flat("""
                matrix: {generators: [{list: {elements: [{a: "1"}, {a: "2"}]}}, {list: {elements: [{b: x}, {b: y}]}}]}
                """))
                .isEqualTo(List.of(
                        Map.of("a", "1", "b", "x"),
                        Map.of("a", "1", "b", "y"),
                        Map.of("a", "2", "b", "x"),
                        Map.of("a", "2", "b", "y")));
    }

    @Test
    void theSecondGeneratorOfAMatrixUsesTheFirst() {
        String entry = """
                matrix:
                  generators:
                  - list: {elements: [{repo: r, env: dev}]}
                  - git: {repoURL: "{{repo}}", revision: main, directories: [{path: "{{env}}/*"}], values: {v: "{{path.basename}}-{{env}}"}}
                """;
        SetInputs inputs = SetInputs.none()
                .with(
                        new SetRequest.Tree("r", "main", "team"),
                        new Answer.Found<>(new GitTree("c", List.of("dev/a/x", "prod/b/x"))));

        assertThat(GeneratorRun.flat(inputs).parameters(entry))
                .extracting(set -> set.get("path") + " " + set.get("values.v"))
                .containsExactly("dev/a a-dev");
        assertThat(GeneratorRun.structured(inputs)
                        .parameters(entry.replace("{{repo}}", "{{ .repo }}")
                                .replace("\"{{env}}/*\"", "\"{{ .env }}/*\"")
                                .replace("{{path.basename}}-{{env}}", "{{ .path.basename }}-{{ .env }}")))
                .extracting(set -> set.get("values"))
                .containsExactly(Map.of("v", "a-<no value>"));
    }

    @Test
    void flatParametersOfAMatrixMustAgree() {
        assertThatThrownBy(() ->
                        flat("matrix: {generators: [{list: {elements: [{a: x}]}}, {list: {elements: [{a: y}]}}]}"))
                .hasMessage("found duplicate key a with different value, a: x ,b: y");
        assertThat(flat("matrix: {generators: [{list: {elements: [{a: x}]}}, {list: {elements: [{a: x, b: y}]}}]}"))
                .isEqualTo(List.of(Map.of("a", "x", "b", "y")));
    }

    @Test
    void theFirstOfAMatrixWinsWhereParametersHaveStructure() {
        assertThat(structured("""
                matrix:
                  generators:
                  - list: {elements: [{a: {x: 1, l: [1]}, s: ""}]}
                  - list: {elements: [{a: {x: 2, y: 3, l: [2, 3]}, s: second}]}
                """))
                .isEqualTo(List.of(Map.of("a", Map.of("x", 1.0, "y", 3.0, "l", List.of(1.0)), "s", "")));
    }

    @Test
    void aMatrixHasTwoGenerators() {
        assertThatThrownBy(() -> flat("matrix: {generators: [{list: {}}]}")).hasMessageContaining("less than two");
        assertThatThrownBy(() -> flat("matrix: {generators: [{list: {}}, {list: {}}, {list: {}}]}"))
                .hasMessageContaining("more than two");
        assertThatThrownBy(() -> flat("matrix: {generators: [{list: {elements: [{a: b}]}, clusters: {}}, {list: {}}]}"))
                .hasMessage(
                        "found more than one generator in matrix.generators: list, clusters; give each an entry of its own");
    }

    @Test
    void selectorsOfNestedGeneratorsHold() {
        assertThat(flat("""
                matrix:
                  generators:
                  - {list: {elements: [{a: "1"}, {a: "2"}]}, selector: {matchLabels: {a: "2"}}}
                  - merge: {mergeKeys: [b], generators: [{list: {elements: [{b: x}, {b: y}]}}, {list: {elements: [{b: y, c: z}]}}]}
                    selector: {matchExpressions: [{key: c, operator: Exists}]}
                """)).isEqualTo(List.of(Map.of("a", "2", "b", "y", "c", "z")));
    }

    @Test
    void aMergeAddsToTheResultsOfTheFirst() {
        assertThat(flat("""
                merge:
                  mergeKeys: [id]
                  generators:
                  - list: {elements: [{id: a, x: "1"}, {id: b, x: "1"}]}
                  - list: {elements: [{id: b, x: "2", y: "3"}, {id: c}]}
                  - list: {elements: [{id: a, y: "4"}]}
                """))
                .isEqualTo(List.of(Map.of("id", "a", "x", "1", "y", "4"), Map.of("id", "b", "x", "2", "y", "3")));
    }

    @Test
    void aMergeGoesIntoStructures() {
        assertThat(structured("""
                merge:
                  mergeKeys: [id]
                  generators: [{list: {elements: [{id: 1, m: {x: 1, y: 2}}]}}, {list: {elements: [{id: 1, m: {y: 3}}]}}]
                """)).isEqualTo(List.of(Map.of("id", 1.0, "m", Map.of("x", 1.0, "y", 3.0))));
    }

    @Test
    void keysOfAMergeTellResultsApart() {
        assertThatThrownBy(() -> flat(
                        "merge: {mergeKeys: [id], generators: [{list: {elements: [{id: a}, {id: a}]}}, {list: {}}]}"))
                .hasMessageEndingWith("Duplicate key was {id=a}");
        assertThatThrownBy(() -> flat("merge: {generators: [{list: {}}, {list: {}}]}"))
                .hasMessage("no merge keys were specified, Merge requires at least one");
        assertThatThrownBy(() -> flat("merge: {mergeKeys: [a], generators: [{list: {}}]}"))
                .hasMessage("found less than two generators, Merge requires two or more");
        assertThat(structured("""
                merge:
                  mergeKeys: [id]
                  generators: [{list: {elements: [{id: "1", x: y}, {id: 1}]}}, {list: {elements: [{id: 1, z: w}]}}]
                """)).isEqualTo(List.of(Map.of("id", "1", "x", "y"), Map.of("id", 1.0, "z", "w")));
    }

    private static List<?> flat(String entry) {
        return GeneratorRun.flat(SetInputs.none()).parameters(entry);
    }

    private static List<?> structured(String entry) {
        return GeneratorRun.structured(SetInputs.none()).parameters(entry);
    }
}
