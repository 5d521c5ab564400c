package dev.capstan.archive.zstd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private static final int WINDOW = 32 << 20;

    /** The first frame leaves memory of a size that its window chose. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 10, 1 << 20, 9 << 20, 17 << 20, 29 << 20, WINDOW})
    void growingTakesHalfOfTheMostBesides(int firstWindow) throws ZstdException {
        var history = new History();
        fill(history, firstWindow);

        assertThat(fill(history, WINDOW)).isLessThanOrEqualTo(60 << 20);
        assertThat(history.bytes()).hasSize(40 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void littleContentTakesLittle(int length) throws ZstdException {
        var history = new History();
        history.start(WINDOW);
        history.beginBlock();
        history.repeat((byte) 1, length);

        assertThat(history.bytes()).hasSizeLessThan(1 << 20);
    }

    /** The most that was taken at once while it grew with its content. */
    private static int fill(History history, int window) throws ZstdException {
        int most = 0;
        history.start(window);
        for (int written = 0; written < 2 * window; written += Math.min(window, Blocks.LARGEST)) {
            byte[] before = history.bytes();
            history.beginBlock();
            most = Math.max(most, before.length + (history.bytes() == before ? 0 : history.bytes().length));
            history.repeat((byte) 1, Math.min(window, Blocks.LARGEST));
        }
        return most;
    }
}
