package dev.capstan.argo.health.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.HealthStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {

    @Test
    void severalKindsShareABlock() throws RuleSyntaxException {
        Map<String, KindRules> rules = RuleFile.read("file", bytes("""
                - kinds: [a.example.com/A, a.example.com/B]
                  rules:
                    - Healthy: ''
                """));

        assertThat(rules).containsOnlyKeys("a.example.com/A", "a.example.com/B");
        assertThat(rules.get("a.example.com/A")).isSameAs(rules.get("a.example.com/B"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rules: []                                                   | there must be 1 to 60 rules",
                "{rules: [{Healthy: a}], kinds: [x]}                         | the key 'kinds' is not known",
                "- {Fine: a}                                                 | rule 1: besides 'when'",
                "- {Healthy: a, Degraded: b}                                 | rule 1: besides 'when'",
                "- {Healthy: a, when: spec.x}                                | the last rule must hold",
                "`[{Healthy: a}, {Degraded: b}]`                             | without 'when', the rules behind it",
                "`[{Healthy: a, when: kind}, {Degraded: b, when: kind}, {Missing: c}]` | rule 2: can never apply",
                "- {Healthy: '{nope}'}                                       | 'nope' is not known here",
                "- {Healthy: '{it}'}                                         | 'it' is not known here",
                "- {Healthy: '{kind'}                                        | expected '}'",
                "- {Healthy: '{nope(kind)}'}                                 | there is no function 'nope'",
                "- {Healthy: '{size()}'}                                     | expected a name",
                "- {Healthy: '{short(kind)}'}                                | 'short' takes 2 arguments",
                "`[{Healthy: a, when: kind is}, {Missing: b}]`               | expected a word",
                "`[{Healthy: a, when: kind is A|A}, {Missing: b}]`           | the word 'A' is given twice",
                "`[{Healthy: a, when: kind kind}, {Missing: b}]`             | expected the end",
                "`[{Healthy: a, when: 'kind = \"x'}, {Missing: b}]`          | expected the closing quote",
                "`{let: {kind: spec}, rules: [{Healthy: a}]}`                | the name 'kind' is taken",
                "`{let: {a: b, b: spec}, rules: [{Healthy: a}]}`             | let a: 'b' is not known here",
                "7                                                           | a map is expected",
                "`- [Healthy]`                                               | rule 1: a map is expected",
                "`a: [`                                                      | test"
            })
    void refuses(String text, String reason) {
        assertThatThrownBy(() -> RuleFile.readOne("test", bytes(text)))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining(reason.strip());
    }

    @Test
    void refusesExpressionsThatAreNestedOrLongBeyondMeasure() {
        assertThatThrownBy(() -> RuleFile.readOne("test", bytes("- Healthy: '{" + "(".repeat(100) + "'")))
                .hasMessageContaining("nested more than 40 times");
        assertThatThrownBy(() -> RuleFile.readOne("test", bytes("- Healthy: " + "x".repeat(3_000))))
                .hasMessageContaining("more than 2000 characters");
    }

    @Test
    void aRuleThatGoesOnForTooLongIsUnknown() throws RuleSyntaxException {
        String nested = "any(status.list, any(status.list, any(status.list, it = 'x')))";
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        var list = object.putObject("status").putArray("list");
        IntStream.range(0, 1_000).forEach(list::add);

        Health health = RuleFile.readOne("test", bytes("[{Healthy: a, when: \"" + nested + "\"}, {Healthy: b}]"))
                .assess(object);

        assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(health.message()).contains("more than 200000 steps");
    }

    @Test
    void aTextThatGrowsWithoutMeasureIsUnknown() throws RuleSyntaxException {
        String doubling = IntStream.range(1, 25)
                .mapToObj(i -> "  t%d: '\"{t%d}{t%d}\"'".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining("\n", "let:\n  t0: '\"0123456789\"'\n", "\nrules: [{Healthy: '{t24}'}]"));

        assertThat(RuleFile.readOne("test", bytes(doubling))
                        .assess(JsonNodeFactory.instance.objectNode())
                        .message())
                .contains("a text of more than");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
