package dev.capstan.archive.zstd;

import org.jspecify.annotations.Nullable;

/** What the sequences of a frame say by symbols: how many literals, how long a match, or how far back. Keeps the table of the block before. */
final class Codes {
    private static final int PREDEFINED = 0;
    private static final int ONLY = 1;
    private static final int DESCRIBED = 2;

    private static final FseTable LITERALS = table(
            6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1,
            -1, -1);
    private static final FseTable MATCHES = table(
            6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1);
    private static final FseTable OFFSETS =
            table(5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1);

    private static final int[] LITERAL_BITS =
            bits(16, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    private static final int[] MATCH_BITS =
            bits(32, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

    private final int highestLog;
    private final FseTable predefined;
    private final int[] baselines;
    private final int[] bits;
    private @Nullable FseTable table;

    private Codes(int highestLog, FseTable predefined, int[] baselines, int[] bits) {
        this.highestLog = highestLog;
        this.predefined = predefined;
        this.baselines = baselines;
        this.bits = bits;
    }

    /** How many literals come first. */
    static Codes ofLiterals() {
        return new Codes(9, LITERALS, sums(0, LITERAL_BITS), LITERAL_BITS);
    }

    /** How many bytes are copied. */
    static Codes ofMatches() {
        return new Codes(9, MATCHES, sums(3, MATCH_BITS), MATCH_BITS);
    }

    /** From how far back; up to three stands for what was used lately. */
    static Codes ofOffsets() {
        int[] baselines = new int[32];
        int[] bits = new int[32];
        for (int i = 0; i < 32; i++) {
            baselines[i] = 1 << i;
            bits[i] = i;
        }
        return new Codes(8, OFFSETS, baselines, bits);
    }

    void start() {
        table = null;
    }

    /** Reads which table a block uses, and says where that ends. */
    int read(int mode, byte[] bytes, int start, int limit) throws ZstdException {
        switch (mode) {
            case PREDEFINED -> table = predefined;
            case ONLY -> {
                if (start >= limit || (bytes[start] & 0xff) >= bits.length) {
                    throw new ZstdException("a block has a symbol that does not exist");
                }
                table = FseTable.only(bytes[start]);
                return start + 1;
            }
            case DESCRIBED -> {
                var read = Distribution.read(bytes, start, limit, highestLog, bits.length - 1);
                table = read.table();
                return read.end();
            }
            default -> table(); // the one of the block before
        }
        return start;
    }

    FseTable table() throws ZstdException {
        if (table == null) {
            throw new ZstdException("sequences use a table that was not there before");
        }
        return table;
    }

    /** What a symbol and the bits behind it mean. */
    long value(int symbol, BackwardBits stream) {
        return (baselines[symbol] & 0xffff_ffffL) + stream.read(bits[symbol]);
    }

    private static FseTable table(int log, int... frequencies) {
        try {
            return FseTable.of(log, frequencies);
        } catch (ZstdException e) {
            throw new IllegalStateException("the distributions of the specification fill their tables", e);
        }
    }

    /** @param plain how many symbols have no bits of their own */
    private static int[] bits(int plain, int... further) {
        int[] all = new int[plain + further.length];
        System.arraycopy(further, 0, all, plain, further.length);
        return all;
    }

    /** Each symbol begins where the one before it ends. */
    private static int[] sums(int first, int[] bits) {
        int[] sums = new int[bits.length];
        sums[0] = first;
        for (int i = 1; i < bits.length; i++) {
            sums[i] = sums[i - 1] + (1 << bits[i - 1]);
        }
        return sums;
    }
}
