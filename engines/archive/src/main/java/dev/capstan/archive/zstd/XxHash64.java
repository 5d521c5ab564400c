package dev.capstan.archive.zstd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The hash that frames may end with: XXH64 without a seed. */
final class XxHash64 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    /** P1 + P2, P2, 0 and -P1, modulo 2 to the power of 64. */
    private final long[] lanes = {0x60EA27EEADC0B5D6L, P2, 0, 0x61C8864E7A143579L};

    private final byte[] rest = new byte[STRIPE];
    private int restLength;
    private long total;

    void update(byte[] bytes, int start, int count) {
        total += count;
        int position = start;
        int end = start + count;
        if (restLength > 0) {
            int more = Math.min(STRIPE - restLength, count);
            System.arraycopy(bytes, position, rest, restLength, more);
            restLength += more;
            position += more;
            if (restLength < STRIPE) {
                return;
            }
            stripe(rest, 0);
        }
        for (; end - position >= STRIPE; position += STRIPE) {
            stripe(bytes, position);
        }
        restLength = end - position;
        System.arraycopy(bytes, position, rest, 0, restLength);
    }

    private void stripe(byte[] bytes, int position) {
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = round(lanes[i], (long) LONG.get(bytes, position + 8 * i));
        }
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    long value() {
        long hash = total < STRIPE ? P5 : merged();
        hash += total;
        int position = 0;
        for (; position + 8 <= restLength; position += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(rest, position)), 27) * P1 + P4;
        }
        if (position + 4 <= restLength) {
            hash = Long.rotateLeft(hash ^ ((int) INT.get(rest, position) & 0xffff_ffffL) * P1, 23) * P2 + P3;
            position += 4;
        }
        for (; position < restLength; position++) {
            hash = Long.rotateLeft(hash ^ (rest[position] & 0xffL) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private long merged() {
        long hash = Long.rotateLeft(lanes[0], 1)
                + Long.rotateLeft(lanes[1], 7)
                + Long.rotateLeft(lanes[2], 12)
                + Long.rotateLeft(lanes[3], 18);
        for (long lane : lanes) {
            hash = (hash ^ round(0, lane)) * P1 + P4;
        }
        return hash;
    }
}
