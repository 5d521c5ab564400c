package dev.capstan.argo.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static CronSchedule schedule(String text) {
        return switch (CronSchedule.parse(text)) {
            case CronSchedule.Parsed.Usable(CronSchedule schedule) -> schedule;
            case CronSchedule.Parsed.Malformed(String why) -> throw new AssertionError(why);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0 22 * * *, 2026-03-10T21:59:00Z, 2026-03-10T22:00:00Z",
        "0 22 * * *, 2026-03-10T22:00:00Z, 2026-03-11T22:00:00Z",
        "*/15 * * * *, 2026-03-10T21:50:00Z, 2026-03-10T22:00:00Z",
        "5/20 * * * *, 2026-03-10T21:26:00Z, 2026-03-10T21:45:00Z",
        "0 9-17/4 * * *, 2026-03-10T09:30:00Z, 2026-03-10T13:00:00Z",
        "0 0 1 jan *, 2026-03-10T00:00:00Z, 2027-01-01T00:00:00Z",
        "0 0 * * MON-FRI, 2026-03-13T12:00:00Z, 2026-03-16T00:00:00Z",
        "0 0 ? * 0, 2026-03-13T12:00:00Z, 2026-03-15T00:00:00Z",
        "0 0 29 2 *, 2026-03-13T12:00:00Z, 2028-02-29T00:00:00Z",
        "0 0 29 2 *, 2096-03-13T12:00:00Z, 2104-02-29T00:00:00Z",
        "0 0 31 * *, 2026-03-31T12:00:00Z, 2026-05-31T00:00:00Z",
        "'0 0,12 * * *', 2026-03-10T01:00:00Z, 2026-03-10T12:00:00Z"
    })
    void comesNext(String schedule, Instant now, Instant expected) {
        assertThat(schedule(schedule).firstAfter(now, UTC)).contains(expected);
    }

    @Test
    void eitherFieldOfDaysIsEnoughWhenBothAreGiven() {
        CronSchedule schedule = schedule("0 0 13 * FRI");

        assertThat(schedule.firstAfter(Instant.parse("2026-05-01T12:00:00Z"), UTC))
                .contains(Instant.parse("2026-05-08T00:00:00Z"));
        assertThat(schedule.firstAfter(Instant.parse("2026-05-08T12:00:00Z"), UTC))
                .contains(Instant.parse("2026-05-13T00:00:00Z"));
    }

    @Test
    void aStepGivesAnAsteriskAmongDaysItsMeaning() {
        assertThat(schedule("0 0 */10 * MON").firstAfter(Instant.parse("2026-05-11T12:00:00Z"), UTC))
                .contains(Instant.parse("2026-05-18T00:00:00Z"));
    }

    @Test
    void cameLast() {
        CronSchedule schedule = schedule("30 2 * * 1");

        assertThat(schedule.lastUntil(Instant.parse("2026-03-10T00:00:00Z"), UTC))
                .contains(Instant.parse("2026-03-09T02:30:00Z"));
        assertThat(schedule.lastUntil(Instant.parse("2026-03-09T02:30:00Z"), UTC))
                .contains(Instant.parse("2026-03-09T02:30:00Z"));
    }

    @Test
    void followsTheClocksOfItsPlaceInSummerAndWinter() {
        CronSchedule schedule = schedule("0 22 * * *");

        assertThat(schedule.firstAfter(Instant.parse("2026-01-10T12:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-01-10T21:00:00Z"));
        assertThat(schedule.firstAfter(Instant.parse("2026-07-10T12:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-07-10T20:00:00Z"));
    }

    @Test
    void aTimeThatIsLeftOutCountsWhenTheClockIsSetForward() {
        // In Berlin 02:00 became 03:00 on 29 March 2026, at 01:00 UTC.
        assertThat(schedule("30 2 * * *").firstAfter(Instant.parse("2026-03-28T12:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void aTimeThatComesTwiceCountsOnce() {
        // In New York 02:00 became 01:00 on 1 November 2026, at 06:00 UTC.
        CronSchedule schedule = schedule("30 1 * * *");
        Instant first = Instant.parse("2026-11-01T05:30:00Z");

        assertThat(schedule.firstAfter(Instant.parse("2026-10-31T12:00:00Z"), NEW_YORK))
                .contains(first);
        assertThat(schedule.firstAfter(first, NEW_YORK)).contains(Instant.parse("2026-11-02T06:30:00Z"));
        assertThat(schedule.lastUntil(Instant.parse("2026-11-01T06:45:00Z"), NEW_YORK))
                .contains(first);
    }

    @Test
    void everyHourFollowsTheClockThatIsChanged() {
        CronSchedule schedule = schedule("30 * * * *");

        assertThat(schedule.firstAfter(Instant.parse("2026-11-01T05:30:00Z"), NEW_YORK))
                .contains(Instant.parse("2026-11-01T06:30:00Z"));
        assertThat(schedule.firstAfter(Instant.parse("2026-03-29T00:45:00Z"), BERLIN))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void aDayThatAPlaceLeftOutIsNotLost() {
        // Samoa went from 29 to 31 December 2011, at 10:00 UTC.
        assertThat(schedule("0 12 30 12 *")
                        .firstAfter(Instant.parse("2011-12-29T00:00:00Z"), ZoneId.of("Pacific/Apia")))
                .contains(Instant.parse("2011-12-30T10:00:00Z"));
    }

    @Test
    void mayNameItsClocksItself() {
        assertThat(schedule("CRON_TZ=Asia/Tokyo 0 4 * * *").zone()).contains(ZoneId.of("Asia/Tokyo"));
        assertThat(schedule("0 4 * * *").zone()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * *|it has 4 fields; minute, hour, day of the month, month and day of the week are needed",
                "''|it has 0 fields; minute, hour, day of the month, month and day of the week are needed",
                "0 0 * * 7|its day of the week '7' is not from 0 to 6; Sunday is 0",
                "60 0 * * *|its minute '60' is not from 0 to 59",
                "0 24 * * *|its hour '24' is not from 0 to 23",
                "0 0 0 * *|its day of the month '0' is not from 1 to 31",
                "x 0 * * *|its minute 'x' is not a number",
                "0 0 * * foo|its day of the week 'foo' is not a number or a name of three letters",
                "5-1 0 * * *|its minute '5-1' goes backwards",
                "1-2-3 0 * * *|its minute '1-2-3' has two hyphens",
                "*/0 0 * * *|its minute '*/0' has a step of 0",
                "*/1/2 0 * * *|its minute '*/1/2' has two steps",
                "0 0 30 2 *|it names a day that no month of it has, so it never comes",
                "@daily|names such as @daily are not read; write five fields",
                "TZ=Nowhere/City 0 0 * * *|there is no time zone 'TZ=Nowhere/City'",
                "', 0 * * *'|its minute ',' is empty"
            })
    void saysWhatIsWrong(String text, String why) {
        assertThat(CronSchedule.parse(text)).isEqualTo(new CronSchedule.Parsed.Malformed(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999 0 * * *", "-1 0 * * *", "*- 0 * * *", "0 0 0 0 0 0"})
    void refusesNonsense(String text) {
        assertThat(CronSchedule.parse(text)).isInstanceOf(CronSchedule.Parsed.Malformed.class);
    }

    @Test
    void doesNotReadAnyLength() {
        assertThat(CronSchedule.parse("1,".repeat(1000) + "1 * * * *"))
                .isEqualTo(new CronSchedule.Parsed.Malformed("it has more than 512 characters"));
    }
}
