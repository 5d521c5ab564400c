package dev.capstan.archive.zstd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bits that are read from their end to their beginning. The highest bit that is set in the last byte marks the end and is not one of them.
 * Behind the bytes {@value #SLACK} more must be in the array.
 */
final class BackwardBits {
    static final int SLACK = 8;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int start;
    private int left;

    BackwardBits(byte[] bytes, int start, int length) throws ZstdException {
        int last = length <= 0 ? 0 : bytes[start + length - 1] & 0xff;
        if (last == 0) {
            throw new ZstdException("a stream of bits has no end");
        }
        this.bytes = bytes;
        this.start = start;
        this.left = length * 8 - 1 - (Integer.numberOfLeadingZeros(last) - 24);
    }

    /** How many bits there still are; negative when more were read than there were. */
    int left() {
        return left;
    }

    /** The next bits, at most 32, without passing over them; what is missing at the end is zero. */
    int peek(int count) {
        return left >= count ? at(left - count, count) : left <= 0 ? 0 : at(0, left) << (count - left);
    }

    void skip(int count) {
        left -= count;
    }

    /** The next bits, at most 32; what is missing is zero, and {@link #left} tells. */
    int read(int count) {
        int value = peek(count);
        left -= count;
        return value;
    }

    private int at(int offset, int count) {
        long word = (long) LONG.get(bytes, start + (offset >>> 3));
        return (int) (word >>> (offset & 7) & (1L << count) - 1);
    }
}
