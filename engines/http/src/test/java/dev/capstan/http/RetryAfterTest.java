package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void readsSecondsAndDates() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Sat, 28 Nov 2026 12:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
    }

    @Test
    void aDateThatIsOverIsNow() {
        assertThat(RetryAfter.parse("Sat, 28 Nov 2026 11:00:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @Test
    void otherTextsAreNothing() {
        for (String text : new String[] {"", "soon", "-5", "1.5", "99999999999999"}) {
            assertThat(RetryAfter.parse(text, NOW)).isEmpty();
        }
    }
}
