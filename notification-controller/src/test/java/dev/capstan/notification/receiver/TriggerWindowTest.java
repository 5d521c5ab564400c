package dev.capstan.notification.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.receiver.TriggerWindow.Decision;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TriggerWindowTest {
    private static final ObjectKey PUSH = new ObjectKey("flux", "push");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final TriggerWindow window = new TriggerWindow(Duration.ofSeconds(2), now::get);

    @Test
    void n079_aThousandCopiesCostTwoTriggers() {
        int immediate = 0;
        int planned = 0;
        for (int i = 0; i < 1000; i++) {
            switch (window.call(PUSH)) {
                case Decision.Now _ -> immediate++;
                case Decision.Later _ -> planned++;
                case Decision.Covered _ -> {}
            }
            now.addAndGet(Duration.ofMillis(1).toNanos());
        }

        assertThat(immediate).isEqualTo(1);
        assertThat(planned).isEqualTo(1);
    }

    @Test
    void aCallInTheWindowIsNotLostButComesAtItsEnd() {
        window.call(PUSH);
        now.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(window.call(PUSH)).isEqualTo(new Decision.Later(Duration.ofMillis(1500)));
    }

    @Test
    void afterAPlannedTriggerANewWindowBegins() {
        window.call(PUSH);
        window.call(PUSH);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        window.fired(PUSH);

        assertThat(window.call(PUSH)).isEqualTo(new Decision.Later(Duration.ofSeconds(2)));
    }

    @Test
    void afterAQuietWindowACallTriggersAtOnce() {
        window.call(PUSH);
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(window.call(PUSH)).isEqualTo(new Decision.Now());
    }

    @Test
    void receiversDoNotShareAWindow() {
        window.call(PUSH);

        assertThat(window.call(new ObjectKey("flux", "other"))).isEqualTo(new Decision.Now());
    }
}
