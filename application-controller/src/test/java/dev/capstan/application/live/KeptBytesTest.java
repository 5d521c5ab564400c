package dev.capstan.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptBytesTest {

    @Test
    void whatWasUsedLeastRecentlyGoesFirst() {
        KeptBytes kept = new KeptBytes(3 * 220);
        long a = kept.put(new byte[100]);
        long b = kept.put(new byte[100]);
        long c = kept.put(new byte[100]);
        kept.get(a);

        long d = kept.put(new byte[100]);

        assertThat(kept.get(b)).isEmpty();
        assertThat(kept.get(a)).isPresent();
        assertThat(kept.get(c)).isPresent();
        assertThat(kept.get(d)).isPresent();
        assertThat(kept.size()).isEqualTo(3 * 220);
    }

    @Test
    void whatIsLargerThanEverythingIsNotKept() {
        KeptBytes kept = new KeptBytes(1_000);
        long small = kept.put(new byte[100]);

        long large = kept.put(new byte[10_000]);

        assertThat(kept.get(large)).isEmpty();
        assertThat(kept.get(small)).as("the small one went before it").isEmpty();
        assertThat(kept.size()).isZero();
    }

    @Test
    void removingTwiceIsRemovingOnce() {
        KeptBytes kept = new KeptBytes(1_000);
        long ticket = kept.put(new byte[100]);

        kept.remove(ticket);
        kept.remove(ticket);

        assertThat(kept.size()).isZero();
        assertThat(kept.get(ticket)).isEmpty();
    }
}
