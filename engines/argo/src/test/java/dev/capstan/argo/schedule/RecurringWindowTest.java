package dev.capstan.argo.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecurringWindowTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static RecurringWindow window(String schedule, Duration duration, ZoneId clocks) {
        return switch (CronSchedule.parse(schedule)) {
            case CronSchedule.Parsed.Usable(CronSchedule usable) -> new RecurringWindow(usable, duration, clocks);
            case CronSchedule.Parsed.Malformed(String why) -> throw new AssertionError(why);
        };
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void isOpenFromItsBeginningToJustBeforeItsEnd() {
        RecurringWindow window = window("0 22 * * *", Duration.ofHours(2), UTC);

        assertThat(window.isOpenAt(at("2026-03-10T21:59:59Z"))).isFalse();
        assertThat(window.isOpenAt(at("2026-03-10T22:00:00Z"))).isTrue();
        assertThat(window.isOpenAt(at("2026-03-10T23:59:59Z"))).isTrue();
        assertThat(window.isOpenAt(at("2026-03-11T00:00:00Z"))).isFalse();
    }

    @Test
    void saysUntilWhenItIsOpenAndWhenItOpensNext() {
        RecurringWindow window = window("0 22 * * *", Duration.ofHours(2), UTC);

        assertThat(window.openAt(at("2026-03-10T23:00:00Z")))
                .contains(new RecurringWindow.Opening(
                        at("2026-03-10T22:00:00Z"), Optional.of(at("2026-03-11T00:00:00Z"))));
        assertThat(window.nextAfter(at("2026-03-10T23:00:00Z"))).contains(at("2026-03-11T22:00:00Z"));
        assertThat(window.changeAfter(at("2026-03-10T23:00:00Z"))).contains(at("2026-03-11T00:00:00Z"));
        assertThat(window.changeAfter(at("2026-03-11T01:00:00Z"))).contains(at("2026-03-11T22:00:00Z"));
    }

    @Test
    void openingsThatTouchAreOne() {
        RecurringWindow window = window("0 8,9,10 * * *", Duration.ofHours(1), UTC);

        assertThat(window.openAt(at("2026-03-10T08:30:00Z")).flatMap(RecurringWindow.Opening::end))
                .contains(at("2026-03-10T11:00:00Z"));
        assertThat(window.nextAfter(at("2026-03-10T08:30:00Z"))).contains(at("2026-03-11T08:00:00Z"));
    }

    @Test
    void oneThatIsAlwaysOpenHasNoEndInSight() {
        RecurringWindow window = window("* * * * *", Duration.ofHours(1), UTC);

        assertThat(window.openAt(at("2026-03-10T08:30:30Z")).map(RecurringWindow.Opening::end))
                .contains(Optional.empty());
        assertThat(window.changeAfter(at("2026-03-10T08:30:30Z"))).isEmpty();
    }

    @Test
    void oneWithoutDurationNeverOpens() {
        RecurringWindow window = window("* * * * *", Duration.ZERO, UTC);

        assertThat(window.isOpenAt(at("2026-03-10T08:30:00Z"))).isFalse();
        assertThat(window.nextAfter(at("2026-03-10T08:30:00Z"))).isEmpty();
    }

    @Test
    void itsDurationIsMeasuredWhenClocksAreSetForward() {
        // 23:00 in Berlin on 28 March 2026 is 22:00 UTC; six hours later the clock shows 06:00.
        RecurringWindow window = window("0 23 * * *", Duration.ofHours(6), BERLIN);

        assertThat(window.openAt(at("2026-03-29T03:30:00Z")).flatMap(RecurringWindow.Opening::end))
                .contains(at("2026-03-29T04:00:00Z"));
        assertThat(window.isOpenAt(at("2026-03-29T04:00:00Z"))).isFalse();
    }

    @Test
    void itsDurationIsMeasuredWhenClocksAreSetBack() {
        // 23:00 in Berlin on 24 October 2026 is 21:00 UTC; six hours later the clock shows 04:00.
        RecurringWindow window = window("0 23 * * *", Duration.ofHours(6), BERLIN);

        assertThat(window.isOpenAt(at("2026-10-25T02:59:00Z"))).isTrue();
        assertThat(window.isOpenAt(at("2026-10-25T03:00:00Z"))).isFalse();
    }

    @Test
    void oneThatBeginsInTheHourThatIsLeftOutIsNotLost() {
        RecurringWindow window = window("30 2 * * *", Duration.ofHours(1), BERLIN);

        assertThat(window.openAt(at("2026-03-29T01:20:00Z")))
                .contains(new RecurringWindow.Opening(
                        at("2026-03-29T01:00:00Z"), Optional.of(at("2026-03-29T02:00:00Z"))));
    }

    @Test
    void oneThatLastsForMonthsIsSeenFromItsEnd() {
        RecurringWindow window = window("0 0 1 12 *", Duration.ofDays(45), UTC);

        assertThat(window.isOpenAt(at("2027-01-14T23:59:00Z"))).isTrue();
        assertThat(window.isOpenAt(at("2027-01-15T00:00:00Z"))).isFalse();
    }
}
