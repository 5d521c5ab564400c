package dev.capstan.argo.compare.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JqPathsTest {

    private static final String DEPLOYMENT = """
            metadata: {annotations: {a.b/c: x}}
            spec:
              replicas: 3
              containers:
              - {name: web, image: pic, env: [{name: AWS_KEY, value: 1}, {name: B, value: 2}]}
              - {name: side, image: img}
              - {name: last, image: z}
            """;

    private static JqPaths usable(String expression) {
        // The clock stands still, so that only steps are counted.
        return switch (JqPaths.compile(expression, () -> 0)) {
            case JqPaths.Compiled.Usable usable -> usable.paths();
            case JqPaths.Compiled.Refused refused -> throw new AssertionError(expression + " " + refused.problem());
        };
    }

    private static String without(String expression) {
        ObjectNode object = Trees.yaml(DEPLOYMENT);
        if (usable(expression).find(object) instanceof JqPaths.Found.Paths found) {
            found.paths().forEach(path -> path.removeFrom(object));
        }
        return object.path("spec").toString() + object.path("metadata");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            .spec.replicas                                             § replicas
            .metadata.annotations."a.b/c"                              § a.b/c
            .metadata.annotations["a.b/c"]                             § a.b/c
            .spec.containers[] | select(.name == "side")               § side
            .spec.containers[0].image                                  § pic
            .spec.containers[-1]                                       § last
            .spec.containers[].env[]? | select(.name | test("^AWS_"))  § AWS_KEY
            .spec.containers[] | select(.name | IN("web", "side"))     § web
            .spec.containers[]?.env                                    § env
            .. | objects | select(.name == "B")                        § "B"
            .spec.containers[] | select(.image | startswith("z") | not) § side
            .spec.containers[] | select(.name | contains("as"))        § last
            .spec | if .replicas > 2 then .replicas else empty end     § replicas
            getpath(["spec", "replicas"])                              § replicas
            .spec.containers[] | select(has("env") and .image != "q")  § AWS_KEY
            .spec.replicas, .spec.containers[0]                        § web
            """)
    void selectsWhatPeopleLeaveOut(String expression, String gone) {
        assertThat(Trees.yaml(DEPLOYMENT).toString()).contains(gone);
        assertThat(without(expression)).doesNotContain(gone);
    }

    @Test
    void severalElementsOfAListGoTogether() {
        assertThat(without(".spec.containers[0,1]"))
                .doesNotContain("web")
                .doesNotContain("side")
                .contains("last");
    }

    @Test
    void numbersAreAmongOthersByTheirValue() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putArray("l").add(80L).add(443).add(5L);

        assertThat(usable(".l[] | select(IN(80, 443))").find(object))
                .isInstanceOfSatisfying(
                        JqPaths.Found.Paths.class,
                        found -> assertThat(found.paths()).hasSize(2));
    }

    @Test
    void anExpressionThatDoesNotFitLeavesTheObjectAlone() {
        assertThat(without(".spec.replicas[]")).isEqualTo(without(".nothing.there"));
        assertThat(without(".spec.containers.name")).contains("web");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f: f; f",
                "def f: def g: f; g; f",
                "[range(1e9)]",
                "range(1; 1e9)",
                "repeat(.)",
                "recurse(.)",
                "recurse (. - 1; . > 0)",
                "select(\"aaaa\" | recurse(if . == \"\" then empty else (ltrimstr(\"a\"), ltrimstr(\"a\")) end))",
                "until(false; .)",
                "while(true; .)",
                "last(repeat(.))",
                "reduce .[] as $x (.; . + .)",
                "foreach .[] as $x (0; . + 1)",
                ". as $x | $x",
                "label $out | .",
                "limit(1000000000; repeat(.))",
                "\"x\" * 1000000000",
                ".a + .a",
                "[.[], .[]] | .[]",
                "{a: ., b: .} | ..",
                ".a |= (. + .)",
                ".a = 1",
                "env.PATH",
                "$ENV.PATH",
                "input",
                "inputs",
                "import \"a\" as a; .",
                "include \"a\"; .",
                "@base64",
                "\"\\(.. | tostring)\"",
                "try error(\"x\") catch .",
                "[.[]] | combinations",
                "splits(\"a\")",
                "ascii(1)",
                "tojson",
                "test(\"x\"; \"g\") | debug",
                "path(..)",
                "del(.a)",
                "getpath([[.a]])",
                "first([1,1] | .[])",
                ".a[1:3]",
                ". ) | range(1) | (.",
                ". ) | (.",
                ".a[",
                "\"unended",
                "…",
                "",
            })
    void bombsAndWhatIsNoPathAreRefused(String expression) {
        assertThat(JqPaths.compile(expression, System::nanoTime)).isInstanceOf(JqPaths.Compiled.Refused.class);
    }

    @Test
    void everyFunctionThatIsAllowedIsThere() {
        assertThat(JqWords.FUNCTIONS)
                .allSatisfy(name -> assertThat(JqPaths.knows(name)).isTrue());
    }

    @Test
    void longAndNestedExpressionsAreRefused() {
        assertThat(JqWords.problem(".a".repeat(1_001)))
                .hasValueSatisfying(why -> assertThat(why).contains("longer"));
        assertThat(JqWords.problem("(".repeat(41)))
                .hasValueSatisfying(why -> assertThat(why).contains("complicated"));
    }

    @Test
    void alternativesMayBeManyButNotMultiply() {
        String names = "\"n\",".repeat(60) + "\"n\"";

        assertThat(JqWords.problem(".l[] | select(.name | IN(" + names + "))")).isEmpty();
        assertThat(JqWords.problem(".a, .b | .c, .d | select(IN(\"e\", \"f\"))"))
                .isEmpty();
        for (String multiplied : List.of(
                "select(" + "(., .) | ".repeat(24) + "false)",
                "., . | ".repeat(7) + ".",
                "(" + "., ".repeat(10) + ".) == (" + "., ".repeat(10) + ".)",
                "any(" + "., ".repeat(10) + ".; " + "., ".repeat(10) + ".)",
                "if ., ., ., ., ., . then ., ., ., ., . else ., ., ., . end",
                "1,".repeat(100) + "1")) {
            assertThat(JqWords.problem(multiplied))
                    .as(multiplied)
                    .hasValueSatisfying(why -> assertThat(why).contains("complicated"));
        }
    }

    @Test
    void aWalkThatMultipliesItselfIsEnded() {
        ObjectNode large = wide(3_000);

        assertThat(usable("select((.l[] == .l[]) or (.l[] == .l[]))").find(large))
                .isInstanceOfSatisfying(
                        JqPaths.Found.TooCostly.class,
                        costly -> assertThat(costly.why()).contains("steps"));
        assertThat(usable(".. | .. | .. | ..").find(nested(200))).isInstanceOf(JqPaths.Found.TooCostly.class);
    }

    @Test
    void theClockEndsAnExpressionToo() {
        long[] now = {0};
        JqPaths paths = switch (JqPaths.compile("..", () -> now[0] += 400_000_000L)) {
            case JqPaths.Compiled.Usable usable -> usable.paths();
            case JqPaths.Compiled.Refused refused -> throw new AssertionError(refused.problem());
        };

        assertThat(paths.find(wide(4_000)))
                .isInstanceOfSatisfying(
                        JqPaths.Found.TooCostly.class,
                        costly -> assertThat(costly.why()).contains("second"));
    }

    @Test
    void aRegularExpressionThatBacktracksIsLinear() {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("a", "a".repeat(50_000) + "!");

        assertThat(usable(".a | select(test(\"^(a+)+$\"))").find(object))
                .isInstanceOfSatisfying(
                        JqPaths.Found.Paths.class,
                        found -> assertThat(found.paths()).isEmpty());
        assertThat(usable("select(.a | test(\"A\"; \"i\")) | .a").find(object))
                .isInstanceOfSatisfying(
                        JqPaths.Found.Paths.class,
                        found -> assertThat(found.paths()).hasSize(1));
        assertThat(usable(".a | select(test(\"(?=a)\"))").find(object)).isInstanceOf(JqPaths.Found.Nothing.class);
    }

    @Test
    void aRegularExpressionThatUnfoldsTooFarIsRefused() {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("a", "a");

        assertThat(usable(".a | select(test(\"((a{1000}){1000}){1000}\"))").find(object))
                .isInstanceOf(JqPaths.Found.Nothing.class);
    }

    @Test
    void aLargeRegularExpressionInALongTextIsCounted() {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("a", "xy".repeat(100_000));

        assertThat(usable("select(.a | test(\"(x?y?){200}z\"))").find(object))
                .isInstanceOfSatisfying(
                        JqPaths.Found.TooCostly.class,
                        costly -> assertThat(costly.why()).contains("steps"));
    }

    private static ObjectNode wide(int elements) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode list = root.putArray("l");
        for (int i = 0; i < elements; i++) {
            list.add(i);
        }
        return root;
    }

    private static JsonNode nested(int levels) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = root;
        for (int i = 0; i < levels; i++) {
            inner.put("n", i);
            inner = inner.putObject("a");
        }
        return root;
    }
}
