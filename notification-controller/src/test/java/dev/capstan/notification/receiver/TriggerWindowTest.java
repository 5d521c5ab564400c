package dev.capstan.notification.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.receiver.TriggerWindow.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TriggerWindowTest {
    private static final ObjectKey PUSH = new ObjectKey("flux", "push");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final TriggerWindow window = new TriggerWindow(Duration.ofSeconds(2), now::get);

    @Test
    void n079_aThousandCopiesCostAFewTriggersAndOnePerWindowInTheEnd() {
        List<Long> triggers = new ArrayList<>();
        long plannedAt = Long.MAX_VALUE;
        for (long millisecond = 0; millisecond < 10_000; millisecond++) {
            if (millisecond == plannedAt) {
                window.fired(PUSH);
                triggers.add(millisecond);
                plannedAt = Long.MAX_VALUE;
            }
            switch (window.call(PUSH)) {
                case Decision.Now _ -> triggers.add(millisecond);
                case Decision.Later(var delay) -> plannedAt = millisecond + delay.toMillis();
                case Decision.Covered _ -> {}
            }
            now.addAndGet(Duration.ofMillis(1).toNanos());
        }

        assertThat(triggers).containsExactly(0L, 250L, 750L, 1750L, 3750L, 5750L, 7750L, 9750L);
    }

    @Test
    void aCallInTheWindowIsNotLostButComesAtItsEnd() {
        window.call(PUSH);
        now.addAndGet(Duration.ofMillis(100).toNanos());

        assertThat(window.call(PUSH)).isEqualTo(new Decision.Later(Duration.ofMillis(150)));
        assertThat(window.call(PUSH)).isEqualTo(new Decision.Covered());
    }

    @Test
    void theNextPushOfOnePersonTriggersAtOnce() {
        window.call(PUSH);
        now.addAndGet(Duration.ofMillis(700).toNanos());

        assertThat(window.call(PUSH)).isEqualTo(new Decision.Now());
    }

    @Test
    void theWindowIsShortAgainAfterAPause() {
        window.call(PUSH);
        now.addAndGet(Duration.ofMillis(700).toNanos());
        window.call(PUSH);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        window.call(PUSH);

        assertThat(window.call(PUSH)).isEqualTo(new Decision.Later(Duration.ofMillis(250)));
    }

    @Test
    void receiversDoNotShareAWindow() {
        window.call(PUSH);

        assertThat(window.call(new ObjectKey("flux", "other"))).isEqualTo(new Decision.Now());
    }
}
