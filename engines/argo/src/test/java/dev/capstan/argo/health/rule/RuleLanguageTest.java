package dev.capstan.argo.health.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.health.Health;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions and templates mean, by examples over one object. */
class RuleLanguageTest {

    private static final JsonNode OBJECT = new ObjectMapper().valueToTree(PlainYaml.read("""
                    kind: Thing
                    metadata:
                      generation: 3
                      annotations: {example.com/on: "true"}
                    spec: {replicas: 3, paused: false, empty: "", none: null, list: [], names: [a, b, c], half: 1.5}
                    status:
                      replicas: 2
                      observedGeneration: "3"
                      phase: Running
                      at: "2025-01-02T00:00:00Z"
                      earlier: "2025-01-01T00:00:00Z"
                      conditions:
                        - {type: Ready, status: "False", reason: Waiting, message: soon}
                        - {type: Synced, status: "True"}
                        - {type: Ready, status: "True"}
                      racks: {one: {ready: 1, size: 1}, two: {ready: 1, size: 3}}
                    """, Limits.DEFAULT));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status.phase is Running",
                "status.phase is Pending|Running",
                "not status.phase is Pending",
                "not not status.phase",
                "status.phase = \"Running\"",
                "$Ready is False and $Synced is True",
                "$Ready.reason is Waiting",
                "cond(status.conditions, \"Synced\") is True",
                "not $Absent and not $Absent is True and not $Absent.reason is Waiting",
                "spec.replicas > status.replicas",
                "status.replicas <= 2 and status.replicas >= 2",
                "status.replicas != 3",
                "number(status.observedGeneration) = metadata.generation",
                "status.observedGeneration >= 3",
                "not status.phase < 3",
                "not status.absent < 3 and not status.absent > 3 and not status.absent >= 0",
                "status.earlier < status.at",
                "not spec.paused and not spec.empty and not spec.none and not spec.list and not spec.absent",
                "has(spec.paused) and has(spec.empty) and not has(spec.none) and not has(spec.absent)",
                "spec.absent = spec.none",
                "spec.absent != spec.empty",
                "spec.replicas - 1 = status.replicas",
                "spec.replicas + 1 - 2 = 2",
                "not has(spec.absent - 1)",
                "(spec.absent ?? 0) = 0 and (spec.empty ?? \"x\") = \"x\"",
                "(spec.paused ?? true) = false",
                "spec.names[1] = \"b\" and not has(spec.names[7])",
                "metadata.annotations[\"example.com/on\"] is true",
                "any(spec.names, it = \"c\") and not any(spec.names, it = \"d\")",
                "all(spec.names, it) and all(spec.list, false)",
                "count(status.conditions, it.type is Ready) = 2",
                "first(status.conditions, it is True).type is Synced",
                "size(filter(status.conditions, it is True)) = 2",
                "any(status.racks, it.ready < it.size)",
                "sum(status.racks, it.size) = 4",
                "size(spec.absent) = 0 and size(spec.names) = 3 and size(status.phase) = 1",
                "startsWith(status.phase, \"Run\") and endsWith(status.phase, 'ing')",
                "contains(status.phase, \"unn\") and contains(spec.names, \"b\") and not contains(spec.names, \"z\")",
                "before(\"1/3\", \"/\") = 1 and after(\"1/3\", \"/\") = 3 and after(\"x\", \"/\") = \"\"",
                "lower(status.phase) = \"running\" and short(status.phase, 3) = \"Run\" and short(\"ab\", 9) = \"ab\"",
                "any(status.conditions, it.type is Ready and it.message) or false",
                "true or spec.absent.deeper[0].still",
                "spec.names != spec.names"
            })
    void holds(String condition) {
        assertThat(assessed("when: " + quoted(condition))).isEqualTo(Health.healthy("yes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{kind} is {status.phase}|Thing is Running",
                "{status.replicas}/{spec.replicas} of {spec.half}|2/3 of 1.5",
                "[{spec.absent}{spec.none}{spec.names}]|[]",
                "{spec.paused}|false",
                "{spec.absent ?? \"{kind} has none\"}|Thing has none",
                "{join(spec.names, \", \", \"{index}:{it}\")}|1:a, 2:b, 3:c",
                "{if(spec.paused, \"paused\", \"goes on\")}|goes on",
                "{$Ready.message}\\nand more|soon¶and more",
                "\\{kind\\}|{kind}"
            })
    void isWritten(String template, String text) throws RuleSyntaxException {
        String rule = "- Healthy: " + quoted(template);

        assertThat(RuleFile.readOne("test", rule.getBytes(StandardCharsets.UTF_8))
                        .assess(OBJECT))
                .isEqualTo(Health.healthy(text.replace('¶', '\n')));
    }

    @Test
    void namesAreComputedFromThoseBeforeThem() throws RuleSyntaxException {
        String block = """
                let:
                  open: filter(status.conditions, not it is True)
                  words: join(open, "; ", "{it.type} {it.reason}")
                rules:
                  - Degraded: 'open: {words}'
                    when: open
                  - Healthy: ''
                """;

        assertThat(RuleFile.readOne("test", block.getBytes(StandardCharsets.UTF_8))
                        .assess(OBJECT))
                .isEqualTo(Health.degraded("open: Ready Waiting"));
    }

    private static Health assessed(String when) {
        String rules = "- Healthy: 'yes'\n  " + when + "\n- Degraded: 'no'";
        try {
            return RuleFile.readOne("test", rules.getBytes(StandardCharsets.UTF_8))
                    .assess(OBJECT);
        } catch (RuleSyntaxException fault) {
            return Health.unknown(fault.getMessage());
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
