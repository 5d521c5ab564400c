package dev.capstan.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AggregationTest {
    private static final Aggregation.Identity EVENT = new Aggregation.Identity("uid", "Warning", "Failed", "no");

    private final Aggregation aggregation = new Aggregation();

    @Test
    void countsUpTheSameEvent() {
        assertThat(aggregation.decide(EVENT, 0)).isEqualTo(new Aggregation.Decision.Create());
        aggregation.written(EVENT, "first", 0);

        assertThat(aggregation.decide(EVENT, 1)).isEqualTo(new Aggregation.Decision.CountUp("first", 2));
        assertThat(aggregation.decide(EVENT, 2)).isEqualTo(new Aggregation.Decision.CountUp("first", 3));
    }

    @Test
    void beginsAnewAfterTheWindow() {
        aggregation.decide(EVENT, 0);
        aggregation.written(EVENT, "first", 0);

        assertThat(aggregation.decide(EVENT, Duration.ofMinutes(11).toNanos()))
                .isEqualTo(new Aggregation.Decision.Create());
    }

    @Test
    void silencesAnObjectThatTellsTooMuchAndNobodyElse() {
        var loud = IntStream.range(0, 100)
                .mapToObj(i -> aggregation.decide(new Aggregation.Identity("uid", "Normal", "Chatter", "" + i), 0))
                .toList();

        assertThat(loud)
                .filteredOn(Aggregation.Decision.Create.class::isInstance)
                .hasSize(25);
        assertThat(aggregation.decide(new Aggregation.Identity("other", "Normal", "Chatter", "0"), 0))
                .isEqualTo(new Aggregation.Decision.Create());
        assertThat(aggregation.decide(EVENT, Duration.ofMinutes(5).toNanos()))
                .isEqualTo(new Aggregation.Decision.Create());
    }
}
