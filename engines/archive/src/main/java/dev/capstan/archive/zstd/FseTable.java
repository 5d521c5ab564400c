package dev.capstan.archive.zstd;

/** A decoding table of finite state entropy: for each state its symbol, and how the bits that follow lead to the next state. */
final class FseTable {
    private final int log;
    private final byte[] symbols;
    private final byte[] bits;
    private final int[] baselines;

    private FseTable(int log) {
        this.log = log;
        this.symbols = new byte[1 << log];
        this.bits = new byte[1 << log];
        this.baselines = new int[1 << log];
    }

    /** The table whose only state has one symbol. */
    static FseTable only(int symbol) {
        var table = new FseTable(0);
        table.symbols[0] = (byte) symbol;
        return table;
    }

    /**
     * The table of a distribution.
     *
     * @param frequencies of the symbols, -1 for "less than one"; together 2 to the power of {@code log}
     */
    static FseTable of(int log, int[] frequencies) throws ZstdException {
        var table = new FseTable(log);
        int[] next = frequencies.clone();
        int high = table.placeRare(frequencies, next);
        table.spread(frequencies, high);
        for (int state = 0; state < table.symbols.length; state++) {
            int number = next[table.symbols[state]]++;
            int count = log - (31 - Integer.numberOfLeadingZeros(number));
            table.bits[state] = (byte) count;
            table.baselines[state] = (number << count) - table.symbols.length;
        }
        return table;
    }

    /** Symbols of less than one have one state each, at the end. */
    private int placeRare(int[] frequencies, int[] next) {
        int high = symbols.length;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            if (frequencies[symbol] < 0) {
                symbols[--high] = (byte) symbol;
                next[symbol] = 1;
            }
        }
        return high;
    }

    private void spread(int[] frequencies, int high) throws ZstdException {
        int size = symbols.length;
        int step = (size >> 1) + (size >> 3) + 3;
        int state = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            for (int i = 0; i < frequencies[symbol]; i++) {
                symbols[state] = (byte) symbol;
                do {
                    state = state + step & size - 1;
                } while (state >= high);
            }
        }
        if (state != 0) {
            throw new ZstdException("a distribution does not fill its table");
        }
    }

    int first(BackwardBits stream) {
        return stream.read(log);
    }

    int symbol(int state) {
        return symbols[state];
    }

    int next(int state, BackwardBits stream) {
        return baselines[state] + stream.read(bits[state]);
    }

    /** How many bits lead to the next state. */
    int bits(int state) {
        return bits[state];
    }
}
