package dev.capstan.notification.event;

import static dev.capstan.notification.SampleEvents.info;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DedupWindowTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final DedupWindow window = new DedupWindow(Duration.ofMinutes(5), 3, now::get);

    @Test
    void theSameEventIsTakenOncePerWindow() {
        assertThat(window.take(info("x"))).isTrue();
        assertThat(window.take(info("x"))).isFalse();

        now.addAndGet(Duration.ofMinutes(5).toNanos());

        assertThat(window.take(info("x"))).isTrue();
    }

    @Test
    void anotherMessageRevisionOrTokenIsAnotherEvent() {
        assertThat(window.take(info("x"))).isTrue();
        assertThat(window.take(info("y"))).isTrue();
        assertThat(window.take(info("x", Map.of("kustomize.toolkit.fluxcd.io/revision", "1"))))
                .isTrue();
        assertThat(window.take(info("x", Map.of("kustomize.toolkit.fluxcd.io/token", "1"))))
                .isTrue();
    }

    @Test
    void otherMetadataMakesNoDifference() {
        assertThat(window.take(info("x"))).isTrue();
        assertThat(window.take(info("x", Map.of("kustomize.toolkit.fluxcd.io/other", "1"))))
                .isFalse();
    }

    @Test
    void theOldestIsForgottenWhenThereAreTooMany() {
        for (var message : new String[] {"a", "b", "c", "d"}) {
            window.take(info(message));
        }

        assertThat(window.take(info("d"))).isFalse();
        assertThat(window.take(info("a"))).isTrue();
    }

    @Test
    void partsCannotRunIntoEachOther() {
        assertThat(DedupWindow.keyOf(info("x1:y"))).isNotEqualTo(DedupWindow.keyOf(info("x")));
    }
}
