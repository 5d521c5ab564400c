package dev.capstan.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.promotion.PromotionWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In 2026 clocks in Berlin are set forward on Sunday, March 29, at 02:00, and back on Sunday, October 25, at 03:00. */
class TimeWindowTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-03-10T06:59:59Z, Tue, 08:00, 16:00, Europe/Berlin, outside the window until 08:00 Europe/Berlin
            2026-03-10T07:00:00Z, Tue, 08:00, 16:00, Europe/Berlin, open until 16:00 Europe/Berlin
            2026-03-10T14:59:59Z, Tue, 08:00, 16:00, Europe/Berlin, open until 16:00 Europe/Berlin
            2026-03-10T15:00:00Z, Tue, 08:00, 16:00, Europe/Berlin, outside the window until Tue 17 Mar 08:00 Europe/Berlin
            2026-03-10T15:00:00Z, '', 08:00, 16:00, Europe/Berlin, outside the window until Wed 11 Mar 08:00 Europe/Berlin
            2026-07-07T06:00:00Z, Tue, 08:00, 16:00, Europe/Berlin, open until 16:00 Europe/Berlin
            2026-03-13T23:30:00Z, Fri, 22:00, 04:00, UTC, open until Sat 14 Mar 04:00 UTC
            2026-03-14T03:59:00Z, Fri, 22:00, 04:00, UTC, open until 04:00 UTC
            2026-03-14T23:30:00Z, Fri, 22:00, 04:00, UTC, outside the window until Fri 20 Mar 22:00 UTC
            2026-03-14T12:00:00Z, Sat, 00:00, 24:00, UTC, open until Sun 15 Mar 00:00 UTC
            2026-03-14T12:00:00Z, Sat, '', '', UTC, open until Sun 15 Mar 00:00 UTC
            2026-03-15T08:00:00Z, Sat, 09:00, 09:00, UTC, open until 09:00 UTC
            # the clock is set forward: 02:00 to 03:00 is left out
            2026-03-29T00:59:59Z, Sun, 02:00, 04:00, Europe/Berlin, outside the window until 03:00 Europe/Berlin
            2026-03-29T01:00:00Z, Sun, 02:30, 04:00, Europe/Berlin, open until 04:00 Europe/Berlin
            2026-03-28T12:00:00Z, Sun, 02:10, 02:50, Europe/Berlin, outside the window until Sun 5 Apr 02:10 Europe/Berlin
            2026-03-29T00:30:00Z, Sun, 01:00, 02:30, Europe/Berlin, open until 03:00 Europe/Berlin
            # the clock is set back: 02:00 to 03:00 comes twice
            2026-10-25T00:30:00Z, Sun, 02:30, 04:00, Europe/Berlin, open until 04:00 Europe/Berlin
            2026-10-25T01:15:00Z, Sun, 02:30, 04:00, Europe/Berlin, open until 04:00 Europe/Berlin
            2026-10-25T01:29:59Z, Sun, 01:00, 02:30, Europe/Berlin, open until 02:30 Europe/Berlin
            2026-10-25T01:30:00Z, Sun, 01:00, 02:30, Europe/Berlin, outside the window until Sun 1 Nov 01:00 Europe/Berlin
            2026-10-25T00:00:00Z, Sun, 01:00, 02:00, Europe/Berlin, outside the window until Sun 1 Nov 01:00 Europe/Berlin
            2026-10-25T02:00:00Z, Sun, 03:00, 04:00, Europe/Berlin, open until 04:00 Europe/Berlin
            # at 01:00 the clock is set back to midnight: the day before has ended all the same
            2026-11-01T04:30:00Z, Sat, 20:00, 24:00, America/Havana, outside the window until Sat 7 Nov 20:00 America/Havana
            """)
    void saysWhetherItIsOpenAndUntilWhen(
            Instant now, String days, String from, String to, String zone, String message) {
        GateState state = WindowGate.at(now, windows(days, from, to, zone));

        assertThat(state.message()).isEqualTo(message);
        assertThat(state.isOpen()).isEqualTo(message.startsWith("open"));
        assertThat(state.changesAt()).get().matches(it -> it.isAfter(now));
    }

    @Test
    void oneOpenWindowIsEnough() {
        List<TimeWindow> two = new ArrayList<>(windows("Mon", "08:00", "09:00", "UTC"));
        two.addAll(windows("Tue", "08:00", "18:00", "UTC"));

        assertThat(WindowGate.at(Instant.parse("2026-03-10T12:00:00Z"), two).isOpen())
                .isTrue();
        assertThat(WindowGate.at(Instant.parse("2026-03-11T12:00:00Z"), two).message())
                .isEqualTo("outside the window until Mon 16 Mar 08:00 UTC");
    }

    @ParameterizedTest
    @CsvSource({"Mon,08:00,Nowhere/City", "Mon,25:00,UTC", "Someday,08:00,UTC"})
    void saysWhatIsWrong(String day, String from, String zone) {
        assertThat(Windows.read(List.of(new PromotionWindow(List.of(day), from, "09:00", zone))))
                .isInstanceOf(Windows.Read.Unusable.class);
    }

    private static List<TimeWindow> windows(String days, String from, String to, String zone) {
        var read = Windows.read(List.of(new PromotionWindow(
                days.isEmpty() ? List.of() : List.of(days.split(" ")),
                from.isEmpty() ? null : from,
                to.isEmpty() ? null : to,
                zone)));
        return ((Windows.Read.Usable) read).windows();
    }
}
