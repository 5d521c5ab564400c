package dev.capstan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void isPlainWhereNobodyWatches() {
        Console console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, false);

        console.step(1, "First sync");
        console.done("applied", Duration.ofMillis(183));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("1  First sync")
                .containsPattern("✓ applied +183 ms")
                .doesNotContain("\u001b");
    }

    @Test
    void longTimesAreInSeconds() {
        assertThat(Console.inWords(Duration.ofMillis(9_999))).isEqualTo("9999 ms");
        assertThat(Console.inWords(Duration.ofMillis(12_340))).isEqualTo("12.3 s");
    }
}
