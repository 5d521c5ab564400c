package dev.capstan.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.runtime.memory.IdleHeap.Look;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleHeapTest {
    private final IdleHeap heap = new IdleHeap();

    @Test
    void isLeftAloneWhileItIsSmall() {
        assertThat(heap.isDue(at(0, 1, 30))).isFalse();
        assertThat(heap.isDue(at(60, 1, 61))).isFalse();
    }

    @Test
    void isCollectedWhenItHasGrownAndNothingHappensAnyMore() {
        heap.isDue(at(0, 1, 30));

        assertThat(heap.isDue(at(1, 9, 200))).isFalse();
        assertThat(heap.isDue(at(3, 9, 200))).isFalse();
        assertThat(heap.isDue(at(4, 9, 200))).isTrue();
    }

    @Test
    void isLeftAloneWhileItIsUsed() {
        heap.isDue(at(0, 1, 30));

        for (int minute = 1; minute < 60; minute++) {
            assertThat(heap.isDue(at(minute, minute + 1, 200))).isFalse();
        }
    }

    @Test
    void isNotCollectedAgainWhenThatGaveNothingBack() {
        heap.isDue(at(0, 1, 30));
        heap.isDue(at(1, 9, 200));
        assertThat(heap.isDue(at(4, 9, 200))).isTrue();
        heap.collected(at(4, 10, 190));

        assertThat(heap.isDue(at(60, 10, 190))).isFalse();
    }

    @Test
    void isCollectedAgainAfterTheNextPeak() {
        heap.isDue(at(0, 1, 30));
        heap.collected(at(4, 10, 40));

        heap.isDue(at(5, 20, 200));
        assertThat(heap.isDue(at(8, 20, 200))).isTrue();
    }

    private static Look at(int minute, long collections, long mebibytes) {
        return new Look(Duration.ofMinutes(minute), collections, mebibytes << 20);
    }
}
