package dev.capstan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PageTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void isPlainWhereNobodyWatches() {
        Page page = new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, false);

        page.step(1, "First sync");
        page.done("applied", Duration.ofMillis(183));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("1  First sync")
                .containsPattern("✓ applied +183 ms")
                .doesNotContain("\u001b");
    }

    @Test
    void longTimesAreInSeconds() {
        assertThat(Page.inWords(Duration.ofMillis(9_999))).isEqualTo("9999 ms");
        assertThat(Page.inWords(Duration.ofMillis(12_340))).isEqualTo("12.3 s");
    }
}
