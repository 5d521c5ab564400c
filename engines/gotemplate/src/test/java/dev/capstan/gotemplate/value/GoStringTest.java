package dev.capstan.gotemplate.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GoStringTest {

    @Test
    void keepsBytesThatAreNotUtf8() {
        Random random = new Random(7);

        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);

            String text = GoString.of(bytes);

            assertThat(GoString.bytes(text)).isEqualTo(bytes);
            assertThat(GoString.length(text)).isEqualTo(bytes.length);
        }
    }

    @Test
    void leavesWellFormedTextAlone() {
        String text = "aß€\uFFFD😀";

        assertThat(GoString.of(text.getBytes(UTF_8))).isEqualTo(text);
        assertThat(GoString.bytes(text)).isEqualTo(text.getBytes(UTF_8));
        assertThat(GoString.length(text)).isEqualTo(text.getBytes(UTF_8).length);
    }

    @Test
    void comparesByBytes() {
        assertThat(GoString.compare("\uFFFD", "😀")).isNegative();
        assertThat(GoString.compare("a", "ab")).isNegative();
        assertThat(GoString.compare("b", "ab")).isPositive();
        assertThat(GoString.compare(GoString.of(new byte[] {(byte) 0x80}), "é")).isNegative();
    }

    @Test
    void stripsWhatGoCallsWhiteSpace() {
        assertThat(GoString.strip("\u00a0\u2007 a\u00a0b \u0085\u3000")).isEqualTo("a\u00a0b");
        assertThat(GoString.strip("\u001c a")).isEqualTo("\u001c a");
        assertThat(GoString.strip("\u2028")).isEmpty();
    }
}
