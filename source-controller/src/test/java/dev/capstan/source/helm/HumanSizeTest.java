package dev.capstan.source.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanSizeTest {

    @ParameterizedTest
    @CsvSource({"0, 0B", "999, 999B", "1000, 1kB", "30884, 30.88kB", "20000000, 20MB", "1234567890, 1.235GB"})
    void sizesAreWrittenAsGoProgramsWriteThem(long bytes, String text) {
        assertThat(HumanSize.of(bytes)).isEqualTo(text);
    }
}
