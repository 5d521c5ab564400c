package dev.capstan.archive.zstd;

import java.util.Arrays;

/**
 * The table that a block describes by how often each symbol comes.
 *
 * @param end of the description
 */
record Distribution(FseTable table, int end) {
    private static final int SHORTEST_LOG = 5;

    /** Reads a description between two places of an array. */
    static Distribution read(byte[] bytes, int start, int limit, int highestLog, int highestSymbol)
            throws ZstdException {
        return new Reader(bytes, start, limit).read(highestLog, highestSymbol);
    }

    /** Reads bits from their beginning on. */
    private static final class Reader {
        private final byte[] bytes;
        private final long limit;
        private long position;

        Reader(byte[] bytes, int start, int limit) {
            this.bytes = bytes;
            this.position = start * 8L;
            this.limit = limit * 8L;
        }

        Distribution read(int highestLog, int highestSymbol) throws ZstdException {
            int log = bits(4) + SHORTEST_LOG;
            if (log > highestLog) {
                throw new ZstdException("a table is too large");
            }
            int[] frequencies = new int[highestSymbol + 1];
            int count = 0;
            int left = 1 << log;
            while (left > 0) {
                int frequency = frequency(left);
                require(count <= highestSymbol);
                frequencies[count++] = frequency;
                left -= Math.abs(frequency);
                for (int more = 3; frequency == 0 && more == 3; ) {
                    more = bits(2);
                    count += more;
                }
            }
            require(left == 0 && count <= highestSymbol + 1);
            int end = (int) ((position + 7) / 8);
            return new Distribution(FseTable.of(log, Arrays.copyOf(frequencies, count)), end);
        }

        /** Takes one bit less for small values, where the larger ones of that length cannot be. */
        private int frequency(int left) throws ZstdException {
            int length = 32 - Integer.numberOfLeadingZeros(left + 1);
            int unused = (1 << length) - 2 - left;
            int small = bits(length - 1);
            if (small < unused) {
                return small - 1;
            }
            int value = small | bits(1) << length - 1;
            return (value >= 1 << length - 1 ? value - unused : value) - 1;
        }

        private int bits(int count) throws ZstdException {
            require(position + count <= limit);
            int value = 0;
            for (int i = 0; i < count; i++, position++) {
                value |= (bytes[(int) (position >>> 3)] >>> (position & 7) & 1) << i;
            }
            return value;
        }

        private static void require(boolean holds) throws ZstdException {
            if (!holds) {
                throw new ZstdException("a distribution is damaged");
            }
        }
    }
}
