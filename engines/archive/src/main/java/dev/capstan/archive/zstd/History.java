package dev.capstan.archive.zstd;

import java.util.Arrays;

/**
 * What was written of a frame, as far back as a match may lie. It grows with what there is, up to the window and a quarter; while it is
 * copied for that, half as much is taken besides.
 */
final class History {
    private int window;
    private int capacity;
    private byte[] bytes = new byte[2 * Blocks.LARGEST];
    private int begin;
    private int end;

    /** Forgets everything; the memory is kept for the next frame. */
    void start(int ofWindow) {
        window = ofWindow;
        capacity = ofWindow + Math.max(ofWindow / 4, Blocks.LARGEST);
        begin = 0;
        end = 0;
        if (bytes.length > capacity / 2 && bytes.length < capacity) {
            bytes = new byte[0]; // nothing of it is needed: it goes before the larger one is taken
            bytes = new byte[capacity];
        }
    }

    /** Makes room for a block, which begins here. */
    void beginBlock() {
        if (bytes.length - end < Blocks.LARGEST && bytes.length < capacity) {
            bytes = Arrays.copyOf(bytes, bytes.length < capacity / 4 ? 2 * bytes.length : capacity);
        }
        if (bytes.length - end < Blocks.LARGEST) {
            int kept = Math.min(end, window);
            System.arraycopy(bytes, end - kept, bytes, 0, kept);
            end = kept;
        }
        begin = end;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the block begins. */
    int blockBegin() {
        return begin;
    }

    /** Where the block ends so far. */
    int end() {
        return end;
    }

    void append(byte[] source, int start, int count) throws ZstdException {
        requireRoom(count);
        System.arraycopy(source, start, bytes, end, count);
        end += count;
    }

    void repeat(byte value, int count) throws ZstdException {
        requireRoom(count);
        Arrays.fill(bytes, end, end + count, value);
        end += count;
    }

    /** Appends what lies so far back; a match that is longer than that repeats itself. */
    void copy(long distance, int count) throws ZstdException {
        if (distance <= 0 || distance > Math.min(end, window)) {
            throw new ZstdException("a match lies before the beginning");
        }
        requireRoom(count);
        int from = end - (int) distance;
        if (distance >= count) {
            System.arraycopy(bytes, from, bytes, end, count);
        } else {
            for (int i = 0; i < count; i++) {
                bytes[end + i] = bytes[from + i];
            }
        }
        end += count;
    }

    private void requireRoom(int count) throws ZstdException {
        if (count > Math.min(window, Blocks.LARGEST) - (end - begin)) {
            throw new ZstdException("a block is longer than it may be");
        }
    }
}
