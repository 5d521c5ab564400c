package dev.capstan.helm.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.gotemplate.Functions;
import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.TemplateRun;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.gotemplate.sprig.Sprig;
import dev.capstan.gotemplate.value.GoFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationFunctionsTest {
    private static final String YEAR = "((toDate \"2006\" \"2021\").Sub (toDate \"2006\" \"2020\"))";

    @ParameterizedTest
    @CsvSource({
        "durationDays YEAR, 366",
        "durationMinutes YEAR, 527040",
        "durationSeconds (mustToDuration \"1m30s\"), 90",
        "(mustToDuration \"1h1m\").Minutes, 61",
        "durationTruncateTo \"1h59m\" \"1h\", 1h0m0s",
        "durationHours \"nonsense\", 0",
        "mustToDuration \"1_000.2_5\", 16m40.25s",
        "mustToDuration \"0x1p4\", 16s",
        "durationSeconds \"1__0\", 0"
    })
    void measuresSpansOfTextNumbersAndTimes(String expression, String expected) {
        Map<String, GoFunction> functions = new HashMap<>(Sprig.functions());
        DurationFunctions.addTo(functions);
        TemplateParser parser = new TemplateParser(Functions.of(functions));
        String template = "{{ " + expression.replace("YEAR", YEAR) + " }}";

        String text =
                new TemplateRun(TemplateSet.of(List.of(parser.parse("t", template))), parser).execute("t", Map.of());

        assertThat(text).isEqualTo(expected);
    }
}
