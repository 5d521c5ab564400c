package dev.capstan.argo.set.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.argo.set.value.GenerationBudget;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.SetLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTemplateTextTest {
    @ParameterizedTest
    @CsvSource({"missingkey=default, <no value>", "missingkey=invalid, <no value>", "missingkey=zero, <no value>"})
    void anUnknownParameterIsNoValue(String option, String filled) {
        assertThat(text(option).replace("{{ .unknown }}", parameters())).isEqualTo(filled);
    }

    @Test
    void anUnknownParameterIsAFaultWhereTheSetSaysSo() {
        assertThatThrownBy(() -> text("missingkey=error").replace("{{ .unknown }}", parameters()))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("map has no entry for key \"unknown\"");
    }

    @Test
    void whatIsNotKnownYetIsLeftToOthers() {
        assertThat(text("missingkey=default").replaceIfKnown("{{ .later }}-{{ .a }}", parameters()))
                .isEmpty();
        assertThat(text("missingkey=default").replaceIfKnown("{{ .a }}", parameters()))
                .contains("x");
        assertThatThrownBy(() -> text("missingkey=default").replaceIfKnown("{{ fail \"no\" }}", parameters()))
                .hasMessageContaining("no");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            {{ .a | upper | quote }} => "X"
            {{ slugify "A B" }} => a-b
            {{ slugify 1 "A B" }} => a
            {{ slugify }}x => x
            {{ normalize "A_b." }} => a-b
            {{ now | date "2006-01-02" }} => 2026-01-02
            {{- /* nothing */ -}} plain => plain
            no braces => no braces
            """)
    void functionsOfSprigAndOfArgoAreThere(String template, String filled) {
        assertThat(text("missingkey=default").replace(template, parameters())).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{ slugify 5 }}                  | slugify needs a text as its last argument
            {{ slugify "a" "b" }}            | slugify needs a length as its first argument
            {{ slugify 5 6 "b" }}            | slugify needs true or false as its second argument
            {{ fromYaml "[a" }}              | error converting YAML to JSON
            {{ fromYamlArray "a: b" }}       | error calling fromYamlArray
            {{ if }}                         | the template {{ if }} cannot be read
            """)
    void whatCannotBeFilledInIsExplained(String template, String message) {
        assertThatThrownBy(() -> text("missingkey=default").replace(template, parameters()))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void templatesOfOneSetShareItsTime() {
        var budget = new GenerationBudget(SetLimits.STANDARD, new LongSupplier() {
            private long time;

            @Override
            public long getAsLong() {
                time += SetLimits.STANDARD.time().toNanos();
                return time;
            }
        });
        GoTemplateText late = new GoTemplateText(List.of(), Clock.systemUTC(), new SecureRandom(), budget);

        assertThat(budget.isTimeOver()).isFalse();
        assertThatThrownBy(() -> late.replace("{{ range until 1000 }}x{{ end }}", parameters()))
                .hasMessageContaining("the rendering was cancelled");
    }

    private static GoTemplateText text(String option) {
        return new GoTemplateText(
                List.of(option),
                Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC),
                new SecureRandom(),
                new GenerationBudget(SetLimits.STANDARD, System::nanoTime));
    }

    private static Map<String, Object> parameters() {
        return new LinkedHashMap<>(Map.of("a", "x"));
    }
}
