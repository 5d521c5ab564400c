package dev.capstan.argo.project;

import static dev.capstan.argo.project.Projects.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.project.SyncWindows.Trigger;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncWindowsTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-03-10T22:30:00Z");
    private static final Destination DESTINATION = new Destination("https://prod.example.com", "", "web");

    private static final String NIGHTLY = "'schedule':'0 22 * * *','duration':'1h','applications':['*']";
    private static final String DENY = "{'kind':'deny'," + NIGHTLY + "}";
    private static final String ALLOW = "{'kind':'allow'," + NIGHTLY + "}";

    private static SyncWindows windows(String list) {
        return SyncWindows.of(json("[" + list + "]"));
    }

    private static boolean mayRun(String list, Trigger trigger, Instant now) {
        return windows(list).verdict(trigger, now, Optional.empty()) instanceof SyncVerdict.Allowed;
    }

    @Test
    void withoutWindowsEverythingMayRunForEver() {
        assertThat(SyncWindows.NONE.verdict(Trigger.AUTOMATED, NOON, Optional.empty()))
                .isEqualTo(new SyncVerdict.Allowed(Optional.empty()));
    }

    @Test
    void anOpenDenyWindowBlocksUntilItCloses() {
        assertThat(windows(DENY).verdict(Trigger.AUTOMATED, NIGHT, Optional.empty()))
                .isEqualTo(new SyncVerdict.Blocked(
                        "the deny window '0 22 * * *' of 1h is open",
                        Optional.of(Instant.parse("2026-03-10T23:00:00Z"))));
        assertThat(windows(DENY).verdict(Trigger.AUTOMATED, NOON, Optional.empty()))
                .isEqualTo(new SyncVerdict.Allowed(Optional.of(Instant.parse("2026-03-10T22:00:00Z"))));
    }

    @Test
    void allowWindowsBlockWhenNoneIsOpen() {
        assertThat(windows(ALLOW).verdict(Trigger.AUTOMATED, NOON, Optional.empty()))
                .isEqualTo(new SyncVerdict.Blocked(
                        "the allow window '0 22 * * *' of 1h is not open",
                        Optional.of(Instant.parse("2026-03-10T22:00:00Z"))));
        assertThat(windows(ALLOW).verdict(Trigger.AUTOMATED, NIGHT, Optional.empty()))
                .isEqualTo(new SyncVerdict.Allowed(Optional.of(Instant.parse("2026-03-10T23:00:00Z"))));
    }

    @Test
    void oneOpenAllowWindowIsEnough() {
        String other = "{'kind':'allow','schedule':'0 12 * * *','duration':'1h','applications':['*']}";

        assertThat(mayRun(ALLOW + "," + other, Trigger.AUTOMATED, NOON)).isTrue();
        assertThat(mayRun(ALLOW + "," + other, Trigger.AUTOMATED, NIGHT)).isTrue();
        assertThat(mayRun(ALLOW + "," + other, Trigger.AUTOMATED, NOON.plusSeconds(7200)))
                .isFalse();
    }

    @Test
    void denyWinsOverAllow() {
        assertThat(mayRun(ALLOW + "," + DENY, Trigger.AUTOMATED, NIGHT)).isFalse();
    }

    @Test
    void saysWhenSeveralWindowsTogetherLetItRun() {
        String shortDeny = "{'kind':'deny','schedule':'0 22 * * *','duration':'15m','applications':['*']}";

        assertThat(windows(ALLOW + "," + shortDeny).verdict(Trigger.AUTOMATED, NOON, Optional.empty()))
                .isInstanceOfSatisfying(
                        SyncVerdict.Blocked.class,
                        blocked -> assertThat(blocked.until()).contains(Instant.parse("2026-03-10T22:15:00Z")));
    }

    @Test
    void manualSyncsNeedThePermissionOfAllThatBlock() {
        String kind = DENY.replace("}", ",'manualSync':true}");
        String allow = ALLOW.replace("}", ",'manualSync':true}");

        assertThat(mayRun(kind, Trigger.MANUAL, NIGHT)).isTrue();
        assertThat(mayRun(kind, Trigger.AUTOMATED, NIGHT)).isFalse();
        assertThat(mayRun(kind + "," + DENY, Trigger.MANUAL, NIGHT)).isFalse();
        assertThat(mayRun(allow, Trigger.MANUAL, NOON)).isTrue();
        assertThat(mayRun(allow + "," + ALLOW, Trigger.MANUAL, NOON)).isFalse();
    }

    @Test
    void aSyncThatHasBegunMayRunIntoADenyWindow() {
        SyncWindows windows = windows(DENY.replace("}", ",'syncOverrun':true}"));
        Optional<Instant> before = Optional.of(NIGHT.minusSeconds(3600));
        Optional<Instant> within = Optional.of(NIGHT.minusSeconds(60));

        assertThat(windows.verdict(Trigger.AUTOMATED, NIGHT, before)).isInstanceOf(SyncVerdict.Allowed.class);
        assertThat(windows.verdict(Trigger.AUTOMATED, NIGHT, within)).isInstanceOf(SyncVerdict.Blocked.class);
        assertThat(windows(DENY).verdict(Trigger.AUTOMATED, NIGHT, before)).isInstanceOf(SyncVerdict.Blocked.class);
    }

    @Test
    void aSyncThatHasBegunMayRunOutOfAnAllowWindow() {
        Instant later = NIGHT.plusSeconds(3600);
        SyncWindows windows = windows(ALLOW.replace("}", ",'syncOverrun':true}"));

        assertThat(windows.verdict(Trigger.AUTOMATED, later, Optional.of(NIGHT)))
                .isInstanceOf(SyncVerdict.Allowed.class);
        assertThat(windows.verdict(Trigger.AUTOMATED, later, Optional.of(NOON)))
                .isInstanceOf(SyncVerdict.Blocked.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'applications':['web-*']|true",
                "'applications':['db-*']|false",
                "'clusters':['https://prod*']|true",
                "'namespaces':['web']|true",
                "'applications':['db-*'],'namespaces':['web']|true",
                "'applications':['db-*'],'namespaces':['web'],'andOperator':true|false",
                "'applications':['web-*'],'namespaces':['web'],'andOperator':true|true",
                "'applications':['web-*'],'clusters':['other'],'andOperator':true|false",
                "'namespaces':['web'],'andOperator':true|true",
                "'andOperator':true|false",
                "'clusters':['']|false",
                "'applications':['[']|true"
            })
    void matches(String lists, boolean isFor) {
        SyncWindows windows = windows("{'kind':'deny','schedule':'0 22 * * *','duration':'1h'," + lists + "}");

        assertThat(windows.matching("web-1", DESTINATION).all()).hasSize(isFor ? 1 : 0);
    }

    @Test
    void anUnusableWindowBlocksWhatItIsFor() {
        SyncWindows windows =
                windows("{'kind':'allow','schedule':'every day','duration':'1h','applications':['web-*']}");

        assertThat(windows.matching("web-1", DESTINATION).verdict(Trigger.MANUAL, NOON, Optional.empty()))
                .isEqualTo(new SyncVerdict.Blocked(
                        "invalid sync windows: cannot parse schedule 'every day': it has 2 fields; minute, hour, day of"
                                + " the month, month and day of the week are needed",
                        Optional.empty()));
        assertThat(windows.matching("db-1", DESTINATION).verdict(Trigger.MANUAL, NOON, Optional.empty()))
                .isEqualTo(new SyncVerdict.Allowed(Optional.empty()));
    }

    @Test
    void followsTheClocksOfItsTimeZone() {
        String window = "{'kind':'deny','schedule':'0 22 * * *','duration':'1h','timeZone':'Asia/Tokyo',"
                + "'applications':['*']}";

        assertThat(mayRun(window, Trigger.AUTOMATED, Instant.parse("2026-03-10T13:30:00Z")))
                .isFalse();
        assertThat(mayRun(window, Trigger.AUTOMATED, NIGHT)).isTrue();
    }

    @Test
    void followsClocksThatAreSetForward() {
        // In New York the clock went from 02:00 to 03:00 on 8 March 2026; before, 22:00 is 03:00 UTC, after, 02:00 UTC.
        String window = "{'kind':'deny','schedule':'0 22 * * *','duration':'1h','timeZone':'America/New_York',"
                + "'applications':['*']}";

        assertThat(mayRun(window, Trigger.AUTOMATED, Instant.parse("2026-03-08T03:30:00Z")))
                .isFalse();
        assertThat(mayRun(window, Trigger.AUTOMATED, Instant.parse("2026-03-09T02:30:00Z")))
                .isFalse();
        assertThat(mayRun(window, Trigger.AUTOMATED, Instant.parse("2026-03-09T03:30:00Z")))
                .isTrue();
    }

    @Test
    void aTimeZoneThatDoesNotExistIsUtcAndNamed() {
        SyncWindows windows = windows(DENY.replace("}", ",'timeZone':'Moon/Base'}"));

        assertThat(windows.verdict(Trigger.AUTOMATED, NIGHT, Optional.empty())).isInstanceOf(SyncVerdict.Blocked.class);
        assertThat(windows.problems()).containsExactly("there is no time zone Moon/Base; UTC is used");
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(windows(DENY + "," + DENY.replace("}", ",'manualSync':true}")
                                + ",{'kind':'deny','schedule':'0 22 * * *','duration':'1day','namespaces':['a'],"
                                + "'description':'" + "x".repeat(256) + "'}")
                        .problems())
                .containsExactly(
                        "the deny window '0 22 * * *' of 1h is listed twice",
                        "cannot parse duration '1day': durations look like 1h30m",
                        "the description of a window has more than 255 characters");
    }

    @Test
    void aMalformedPatternIsForEverythingAndNamed() {
        SyncWindows windows = windows(DENY.replace("'*'", "'{web'"));

        assertThat(windows.matching("any", DESTINATION).all()).hasSize(1);
        assertThat(windows.problems())
                .containsExactly(
                        "the pattern '{web' is malformed: a brace is not closed; its window is for everything");
    }

    @Test
    void manyWindowsThatOpenAllTheTimeAreLookedAtForAWhile() {
        String closed = "{'kind':'allow','schedule':'* * * * *','duration':'1s','applications':['*']},";
        String open = "{'kind':'deny','schedule':'0 * * * *','duration':'2h','applications':['*']}";

        assertThat(windows(closed.repeat(100) + open).verdict(Trigger.AUTOMATED, NOON, Optional.empty()))
                .isInstanceOfSatisfying(
                        SyncVerdict.Blocked.class,
                        blocked -> assertThat(blocked.until()).isEmpty());
    }

    @Test
    void aWindowThatIsAlwaysOpenHasNoEndInSight() {
        assertThat(windows("{'kind':'deny','schedule':'* * * * *','duration':'24h','applications':['*']}")
                        .verdict(Trigger.AUTOMATED, NOON, Optional.empty()))
                .isInstanceOfSatisfying(
                        SyncVerdict.Blocked.class,
                        blocked -> assertThat(blocked.until()).isEmpty());
    }
}
