package dev.capstan.application.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemoteScheduleTest {
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(2);
    private static final Duration LONGEST = INTERVAL.plusSeconds(60);

    private final RemoteSchedule<String> schedule = new RemoteSchedule<>();

    @Test
    void aRemoteIsDueOncePerInterval() {
        assertThat(schedule.due(Set.of("a"), INTERVAL, START)).isEmpty();
        assertThat(schedule.due(Set.of("a"), INTERVAL, START.plus(INTERVAL).minusMillis(1)))
                .isEmpty();
        assertThat(schedule.due(Set.of("a"), INTERVAL, START.plus(LONGEST))).containsExactly("a");
        assertThat(schedule.due(Set.of("a"), INTERVAL, START.plus(LONGEST))).isEmpty();
    }

    @Test
    void theyAreNotAllDueAtOnce() {
        Set<String> remotes =
                IntStream.range(0, 100).mapToObj(i -> "r" + i).collect(Collectors.toCollection(TreeSet::new));
        schedule.due(remotes, INTERVAL, START);

        int early = schedule.due(remotes, INTERVAL, START.plus(INTERVAL).plusSeconds(30))
                .size();

        assertThat(early).isBetween(20, 80);
        assertThat(schedule.due(remotes, INTERVAL, START.plus(LONGEST))).hasSize(100 - early);
    }

    @Test
    void oneThatIsOutOfUseIsForgotten() {
        schedule.due(Set.of("a"), INTERVAL, START);
        schedule.due(Set.of(), INTERVAL, START);

        assertThat(schedule.next(INTERVAL)).isEmpty();
        assertThat(schedule.due(Set.of("a"), INTERVAL, START.plus(LONGEST))).isEmpty();
    }

    @Test
    void noIntervalIsNever() {
        schedule.due(Set.of("a"), Duration.ZERO, START);

        assertThat(schedule.due(Set.of("a"), Duration.ZERO, START.plus(Duration.ofDays(9))))
                .isEmpty();
        assertThat(schedule.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void aShortIntervalIsNotMadeLongByTheJitter() {
        schedule.due(Set.of("a"), Duration.ofSeconds(2), START);

        assertThat(schedule.next(Duration.ofSeconds(2)).orElseThrow())
                .isBetween(START.plusSeconds(2), START.plusSeconds(3));
    }
}
