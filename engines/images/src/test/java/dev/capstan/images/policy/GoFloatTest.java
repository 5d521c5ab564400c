package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors as Go's ParseFloat answers them. */
class GoFloatTest {
    @ParameterizedTest
    @CsvSource({
        "1_000, 1000",
        "0x1_0p0, 16",
        "0x1p-2, 0.25",
        "0X1P3, 8",
        "0x.8p1, 1",
        "0x_1p0, 1",
        "0x1p1_0, 1024",
        "0x1.p1, 2",
        "1e5_0, 1e50",
        ".5, 0.5",
        "5., 5",
        "+.5e-3, 0.0005",
        "1E+5, 100000",
        "007, 7",
        "0_1, 1",
        "1e-999, 0",
        "0e99999999999, 0",
        "0x0p99999999, 0",
        "inf, Infinity",
        "+Inf, Infinity",
        "-infinity, -Infinity",
        "NaN, NaN",
        "nAn, NaN",
        "0x1.fffffffffffff7ffp1023, 1.7976931348623157e308",
    })
    void readsWhatGoReads(String text, double value) {
        assertThat(GoFloat.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                ".",
                "0x10",
                "0x1e5",
                "0xp1",
                "0x.p1",
                "0x1p",
                "0x1p_1",
                "0x1_p1",
                "0_x1p0",
                "1__0",
                "_1",
                "1_",
                "1_.5",
                "1._5",
                "1_e5",
                "1e_5",
                "1e+_5",
                "._5",
                "1e",
                "1e999",
                "-1e999",
                "0x1p1024",
                "1.7976931348623159e308",
                "0x1.fffffffffffff8p1023",
                "+nan",
                "nan_",
                "i_nf",
                "infinit",
                " 1",
                "1 ",
                "１",
                "1d",
                "1f",
                "1L",
                "0b1",
                "0o7",
                "--1"
            })
    void refusesWhatGoRefuses(String text) {
        assertThat(GoFloat.parse(text)).isEmpty();
    }
}
