package dev.capstan.gotemplate.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoFloatTest {

    @ParameterizedTest
    @CsvSource({
        "0, g, -1, 0",
        "-0.0, g, -1, -0",
        "1e6, g, -1, 1e+06",
        "123456, g, -1, 123456",
        "0.0001, g, -1, 0.0001",
        "0.00001, g, -1, 1e-05",
        "4.9e-324, g, -1, 5e-324",
        "2e23, g, -1, 2e+23",
        "1.7976931348623157e308, g, -1, 1.7976931348623157e+308",
        "2.5, f, 0, 2",
        "3.5, f, 0, 4",
        "0.125, f, 2, 0.12",
        "1e21, f, -1, 1000000000000000000000",
        "12345.678, e, 2, 1.23e+04",
        "100, g, 3, 100",
        "1000, g, 3, 1e+03",
        "1, b, -1, 4503599627370496p-52",
        "1.5, x, -1, 0x1.8p+00",
        "1, x, 3, 0x1.000p+00",
        "0.1, x, 2, 0x1.9ap-04",
        "255, X, -1, 0X1.FEP+07",
        "NaN, g, -1, NaN",
        "Infinity, g, -1, +Inf"
    })
    void writesWhatGoWrites(double value, char verb, int precision, String text) {
        assertThat(GoFloat.text(value, false, verb, precision)).isEqualTo(text);
    }
}
