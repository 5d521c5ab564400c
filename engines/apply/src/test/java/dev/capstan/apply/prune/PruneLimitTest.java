package dev.capstan.apply.prune;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PruneLimitTest {

    @ParameterizedTest
    @CsvSource({
        "50, 100, 51, 51, true",
        "50, 100, 50, 50, false",
        "50, 100, 51, 52, false",
        "10,  40, 11, 27, true",
        "10,  40, 11, 28, false",
        "0,    0,  1, 99, true",
        "0,    0,  0, 99, false"
    })
    void moreObjectsAndAtLeastTheShareAreTooMuch(
            int objects, int percent, int deletions, int recorded, boolean tooMuch) {
        assertThat(new PruneLimit(objects, percent).isExceededBy(deletions, recorded))
                .isEqualTo(tooMuch);
    }

    @Test
    void isReadAsItIsWritten() {
        assertThat(PruneLimit.parse(" 50, 80 % ")).contains(new PruneLimit(50, 80));
        assertThat(new PruneLimit(50, 80)).hasToString("50,80%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "80%", "50,101%", "-1,5%", "80%,50", "9999999999,5%"})
    void anythingElseIsNotALimit(String text) {
        assertThat(PruneLimit.parse(text)).isEmpty();
    }
}
