package dev.capstan.argo.set;

import static dev.capstan.argo.set.SetScenario.applications;
import static dev.capstan.argo.set.SetScenario.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.value.SetLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets that want too much, or what they must not have. */
class HostileSetsTest {
    @Test
    void aMatrixOfMatricesEndsAtTheLimit() {
        String list = "{list: {elements: ["
                + IntStream.range(0, 100).mapToObj(i -> "{K: v" + i + "}").collect(Collectors.joining(",")) + "]}}";
        String matrix = "{matrix: {generators: [" + list.replace("K", "a") + "," + list.replace("K", "b") + "]}}";
        String spec = "generators: [{matrix: {generators: [" + matrix + "," + list.replace("K", "c") + "]}}]";

        assertThat(failure(spec)).startsWith("generators[0]: the generators make more than 20000 sets of parameters");
    }

    @Test
    void generatorsWithinEachOtherEnd() {
        String inner = "{matrix: {generators: [{list: {elements: [{a: b}]}}, {list: {elements: [{c: d}]}}]}}";
        String middle = "{merge: {mergeKeys: [a], generators: [" + inner + "," + inner + "]}}";

        assertThat(failure("generators: [{matrix: {generators: [" + middle + ", {list: {elements: [{e: f}]}}]}}]"))
                .contains("a matrix generator is nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range until 1000000 }}{{ range until 1000000 }}x{{ end }}{{ end }}",
                "{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}",
                "{{ repeat 1000000000 \"x\" }}",
                "{{ $x := \"xxxxxxxxxxxxxxxx\" }}{{ range until 64 }}{{ $x = cat $x $x }}{{ end }}",
            })
    void templatesWithoutEndAreEnded(String template) {
        ObjectNode set = SetYaml.set("""
                goTemplate: true
                generators: [{list: {elements: [{a: b}]}}]
                template: {metadata: {name: x}, spec: {}}
                """);
        ((ObjectNode) set.at("/spec/template/spec")).put("project", template);

        Generation generation = new ApplicationSets(SetLimits.STANDARD, Clock.systemUTC(), new SecureRandom())
                .generate(set, SetInputs.none());

        assertThat(generation).isInstanceOf(Generation.Failed.class);
        assertThat(((Generation.Failed) generation).message()).hasSizeLessThan(2_000);
    }

    @Test
    void plainTemplatesThatGrowAreEnded() {
        String big = "x".repeat(10_000);
        String spec = "generators: [{list: {elements: [{a: " + big + "}]}}]\ntemplate: {metadata: {name: \""
                + "{{a}}".repeat(1_000) + "\"}, spec: {}}";

        assertThat(failure(spec, SetInputs.none(), SetLimits.STANDARD.withRenderedBytes(1_000_000)))
                .startsWith("the templates write more than 1000000 bytes");
    }

    @Test
    void templatesThatAreCopiedTooOftenAreEnded() {
        String elements =
                IntStream.range(0, 100).mapToObj(i -> "{a: v" + i + "}").collect(Collectors.joining(","));
        String spec = "generators: [{list: {elements: [" + elements + "]}}]\ntemplate: {metadata: {name: '{{a}}'}, "
                + "spec: {source: {helm: {valuesObject: {list: [" + "1,".repeat(99) + "1]}}}}}";

        assertThat(failure(spec, SetInputs.none(), SetLimits.STANDARD.withRenderedBytes(100_000)))
                .startsWith("the templates write more than 100000 bytes");
    }

    @Test
    void generatorsThatTakeTooLongAreEnded() {
        SetLimits hurried = new SetLimits(5_000, 20_000, 64L << 20, Duration.ofNanos(1));
        String spec = "generators: [{matrix: {generators: ["
                + "{list: {elements: [{a: b}]}}, {list: {elements: [{c: d}]}}]}}]";

        assertThat(failure(spec, SetInputs.none(), hurried))
                .startsWith("generators[0]: the generation takes longer than");
    }

    @Test
    void valuesDoNotGrowOutOfEachOther() {
        JsonNode application = applications("""
                generators: [{clusters: {values: {a: "{{name}}{{name}}", b: "{{values.a}}{{values.a}}"}}}]
                template: {metadata: {name: "{{values.b}}"}, spec: {}}
                """).getFirst();

        assertThat(application.at("/metadata/name").asText()).isEqualTo("{{values.a}}{{values.a}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env \"HOME\"", "expandenv \"$HOME\"", "getHostByName \"localhost\""})
    void templatesLearnNothingOfTheProcess(String call) {
        assertThat(failure("goTemplate: true\ngenerators: [{list: {elements: [{a: b}]}}]\n"
                        + "template: {metadata: {name: '{{ " + call + " }}'}, spec: {}}"))
                .contains("function \"" + call.substring(0, call.indexOf(' ')) + "\" not defined");
    }

    @Test
    void y038_aliasesOfElementsDoNotExplode() {
        StringBuilder yaml = new StringBuilder("- a: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            yaml.append("- a: &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        ObjectNode set = SetYaml.set("generators: [{list: {elements: []}}]");
        ((ObjectNode) set.at("/spec/generators/0/list")).put("elementsYaml", yaml.toString());

        Generation generation = new ApplicationSets(SetLimits.STANDARD, Clock.systemUTC(), new SecureRandom())
                .generate(set, SetInputs.none());

        assertThat(generation).isInstanceOf(Generation.Failed.class);
        assertThat(((Generation.Failed) generation).message()).contains("elementsYaml is no list in YAML");
    }

    @Test
    void y039_deepTreesAreRefused() {
        ObjectNode set = SetYaml.set("""
                generators: [{list: {elements: [{a: b}]}}]
                template: {metadata: {name: x}, spec: {source: {helm: {}}}}
                """);
        JsonNode deep = TextNode.valueOf("x");
        for (int i = 0; i < 900; i++) {
            deep = JsonNodeFactory.instance.objectNode().set("a", deep);
        }
        ((ObjectNode) set.at("/spec/template/spec/source/helm")).set("valuesObject", deep);

        assertThat(new ApplicationSets(SetLimits.STANDARD, Clock.systemUTC(), new SecureRandom())
                        .generate(set, SetInputs.none()))
                .isInstanceOf(Generation.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{generators: text}",
                "{generators: [text, 5]}",
                "{generators: [{list: text}]}",
                "{generators: [{list: {elements: [text]}}]}",
                "{generators: [{clusters: {selector: []}}], template: text}",
                "{generators: [{clusters: {values: [a]}}], template: {metadata: [a], spec: text}}",
                "{generators: [{git: {directories: [5]}}]}",
                "{generators: [{matrix: {generators: [5, []]}}]}",
                "{generators: [{merge: {generators: [{list: {}}, {list: {}}], mergeKeys: {}}}]}",
                "{generators: [{pullRequest: {github: []}}], template: {}}",
                "{generators: [{scmProvider: {filters: [5], github: {}}}]}",
                "{generators: [{clusterDecisionResource: 5}, {plugin: []}]}",
                "{goTemplate: 5, goTemplateOptions: {}, generators: [{list: {elementsYaml: 5}}], templatePatch: []}",
                "{generators: [{list: {elements: [{a: b}]}}], template: {metadata: {labels: 5, finalizers: text}}, templatePatch: '- a'}",
            })
    void oddShapesAreAnsweredAndThrowNothing(String spec) {
        assertThat(SetScenario.generation(spec)).isNotNull();
    }
}
