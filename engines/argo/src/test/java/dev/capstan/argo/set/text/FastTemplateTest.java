package dev.capstan.argo.set.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.argo.set.value.GenerationBudget;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.SetLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastTemplateTest {
    private final FastTemplate template = new FastTemplate(new GenerationBudget(SetLimits.STANDARD, () -> 0));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{a}}-{{ a }}     | x-x
            {{path[0]}}       | seg
            {{unknown}}       | {{unknown}}
            {{number}}        | {{number}}
            {{ }}{{}}         | {{ }}{{}}
            {{{a}}}           | {{{a}}}
            }} {{a}}          | }} x
            {{again}}         | {{a}}
            {{ open           | {{ open
            """)
    void onlyTextsThatAreKnownAreFilledIn(String text, String filled) {
        assertThat(template.replace(text, parameters())).isEqualTo(filled);
    }

    @Test
    void aTagThatIsNeverClosedIsAFaultWhereAnotherOneIs() {
        assertThatThrownBy(() -> template.replace("{{a}} {{b", parameters()))
                .isInstanceOf(GenerationException.class)
                .hasMessage("invalid template: '{{a}} {{b' has {{ without }} behind it; close it");
    }

    @Test
    void bracesOnDifferentLinesAreNoTemplate() {
        assertThat(template.replace("{{a\n}}", parameters())).isEqualTo("{{a\n}}");
        assertThat(template.replace("{{\n{{a}}", parameters())).isEqualTo("{{\n{{a}}");
        assertThat(template.replace("x\ny {{a}}", parameters())).isEqualTo("x\ny x");
    }

    private static Map<String, Object> parameters() {
        return new LinkedHashMap<>(Map.of("a", "x", "path[0]", "seg", "number", 5.0, "again", "{{a}}"));
    }
}
