package dev.capstan.gotemplate.sprig;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "mustToDate \"é\\n2\" `x` ~ parsing time \"x\" as \"\\xc3\\xa9\\x0a2\": cannot parse \"x\" as \"\\xc3\\xa9\\x0a\"",
                "mustToDate `ab` `ac` ~ parsing time \"ac\" as \"ab\": cannot parse \"c\" as \"ab\"",
                "mustToDate `2006` `2020\"` ~ parsing time \"2020\\\"\": extra text: \"\\\"\""
            })
    void quotesAndNamesPartsAsGoDoes(String expression, String problem) {
        assertThatThrownBy(() -> SprigRun.eval(expression))
                .hasMessageEndingWith("error calling mustToDate: " + problem);
    }
}
