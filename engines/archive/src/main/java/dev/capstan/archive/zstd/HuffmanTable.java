package dev.capstan.archive.zstd;

/** Decodes literals: the next bits lead to a symbol and to how many of them it takes. */
final class HuffmanTable {
    private static final int LONGEST_CODE = 11;
    private static final int HIGHEST_WEIGHT_LOG = 6;
    private static final int SYMBOLS = 256;

    private final int longest;
    private final byte[] symbols;
    private final byte[] lengths;

    /** A table, and where its description ends. */
    record Read(HuffmanTable table, int end) {}

    /** @param weights of the symbols; that of the last one follows from the others */
    private HuffmanTable(int[] weights, int count) throws ZstdException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            require(weights[i] <= LONGEST_CODE);
            sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
        }
        require(sum > 0);
        longest = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << longest) - sum;
        require(longest <= LONGEST_CODE && Integer.bitCount(rest) == 1);
        weights[count] = 1 + Integer.numberOfTrailingZeros(rest);
        symbols = new byte[1 << longest];
        lengths = new byte[1 << longest];
        fill(weights, count + 1);
    }

    private void fill(int[] weights, int count) {
        int place = 0;
        for (int weight = 1; weight <= longest; weight++) {
            for (int symbol = 0; symbol < count; symbol++) {
                for (int i = 0; weights[symbol] == weight && i < 1 << weight - 1; i++, place++) {
                    symbols[place] = (byte) symbol;
                    lengths[place] = (byte) (longest + 1 - weight);
                }
            }
        }
    }

    /** Reads the description of a table between two places of an array. */
    static Read read(byte[] bytes, int start, int limit) throws ZstdException {
        require(start < limit);
        int head = bytes[start] & 0xff;
        int[] weights = new int[SYMBOLS];
        if (head >= 128) {
            int count = head - 127;
            int end = start + 1 + (count + 1) / 2;
            require(end <= limit);
            for (int i = 0; i < count; i++) {
                int pair = bytes[start + 1 + i / 2] & 0xff;
                weights[i] = i % 2 == 0 ? pair >>> 4 : pair & 15;
            }
            return new Read(new HuffmanTable(weights, count), end);
        }
        int end = start + 1 + head;
        require(end <= limit);
        return new Read(new HuffmanTable(weights, compressedWeights(bytes, start + 1, end, weights)), end);
    }

    /** Two states take turns; the one that has no bits left for its next state ends it. */
    private static int compressedWeights(byte[] bytes, int start, int end, int[] weights) throws ZstdException {
        var distribution = Distribution.read(bytes, start, end, HIGHEST_WEIGHT_LOG, LONGEST_CODE + 1);
        var table = distribution.table();
        var stream = new BackwardBits(bytes, distribution.end(), end - distribution.end());
        int[] states = {table.first(stream), table.first(stream)};
        require(stream.left() >= 0);
        int count = 0;
        while (true) {
            int turn = count & 1;
            require(count < SYMBOLS - 2);
            weights[count++] = table.symbol(states[turn]);
            if (stream.left() < table.bits(states[turn])) {
                weights[count++] = table.symbol(states[turn ^ 1]);
                return count;
            }
            states[turn] = table.next(states[turn], stream);
        }
    }

    /** Decodes as many symbols as are wanted out of one stream, which must have neither more nor fewer. */
    void decode(byte[] bytes, int start, int length, byte[] target, int offset, int count) throws ZstdException {
        var stream = new BackwardBits(bytes, start, length);
        for (int i = offset; i < offset + count; i++) {
            int code = stream.peek(longest);
            target[i] = symbols[code];
            stream.skip(lengths[code]);
        }
        if (stream.left() != 0) {
            throw new ZstdException("literals do not end where they should");
        }
    }

    private static void require(boolean holds) throws ZstdException {
        if (!holds) {
            throw new ZstdException("a Huffman table is damaged");
        }
    }
}
