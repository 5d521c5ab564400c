package dev.capstan.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventCorrelatorTest {
    private static final EventCorrelator.Identity EVENT =
            new EventCorrelator.Identity("uid", "Warning", "Failed", "no");

    private final EventCorrelator correlator = new EventCorrelator();

    @Test
    void countsUpTheSameEvent() {
        assertThat(correlator.decide(EVENT, 0)).isEqualTo(new EventCorrelator.Decision.Create());
        correlator.written(EVENT, "first", 0);

        assertThat(correlator.decide(EVENT, 1)).isEqualTo(new EventCorrelator.Decision.CountUp("first", 2));
        assertThat(correlator.decide(EVENT, 2)).isEqualTo(new EventCorrelator.Decision.CountUp("first", 3));
    }

    @Test
    void beginsAnewAfterTheWindow() {
        correlator.decide(EVENT, 0);
        correlator.written(EVENT, "first", 0);

        assertThat(correlator.decide(EVENT, Duration.ofMinutes(11).toNanos()))
                .isEqualTo(new EventCorrelator.Decision.Create());
    }

    @Test
    void silencesAnObjectThatTellsTooMuchAndNobodyElse() {
        var loud = IntStream.range(0, 100)
                .mapToObj(i -> correlator.decide(new EventCorrelator.Identity("uid", "Normal", "Chatter", "" + i), 0))
                .toList();

        assertThat(loud)
                .filteredOn(EventCorrelator.Decision.Create.class::isInstance)
                .hasSize(25);
        assertThat(correlator.decide(new EventCorrelator.Identity("other", "Normal", "Chatter", "0"), 0))
                .isEqualTo(new EventCorrelator.Decision.Create());
        assertThat(correlator.decide(EVENT, Duration.ofMinutes(5).toNanos()))
                .isEqualTo(new EventCorrelator.Decision.Create());
    }
}
