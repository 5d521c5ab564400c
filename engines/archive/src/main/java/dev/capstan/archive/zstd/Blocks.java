package dev.capstan.archive.zstd;

/** Decodes the compressed blocks of a frame; what one block says may hold for the next. */
final class Blocks {
    /** Bytes that a block may have, compressed or not. */
    static final int LARGEST = 128 << 10;

    private final History history;
    private final Literals literals = new Literals();
    private final Codes literalLengths = Codes.ofLiterals();
    private final Codes matchLengths = Codes.ofMatches();
    private final Codes offsets = Codes.ofOffsets();
    private RecentOffsets recent = new RecentOffsets();

    Blocks(History history) {
        this.history = history;
    }

    /** Forgets what the blocks of another frame said. */
    void start() {
        literals.start();
        literalLengths.start();
        matchLengths.start();
        offsets.start();
        recent = new RecentOffsets();
    }

    /** @param bytes have {@link BackwardBits#SLACK} more behind those of the block */
    void decode(byte[] bytes, int limit) throws ZstdException {
        int position = literals.read(bytes, 0, limit);
        require(position < limit);
        int head = bytes[position] & 0xff;
        int size = head < 128 ? 1 : head < 255 ? 2 : 3;
        require(position + size <= limit);
        int count = switch (size) {
            case 1 -> head;
            case 2 -> (head - 128 << 8) + (bytes[position + 1] & 0xff);
            default -> (int) Literals.number(bytes, position + 1, 2) + 0x7f00;
        };
        position += size;
        if (count == 0) {
            require(position == limit);
            history.append(literals.content(), 0, literals.length());
        } else {
            sequences(bytes, tables(bytes, position, limit), limit, count);
        }
    }

    private int tables(byte[] bytes, int start, int limit) throws ZstdException {
        require(start < limit);
        int modes = bytes[start] & 0xff;
        require((modes & 3) == 0);
        int position = literalLengths.read(modes >>> 6, bytes, start + 1, limit);
        position = offsets.read(modes >>> 4 & 3, bytes, position, limit);
        return matchLengths.read(modes >>> 2 & 3, bytes, position, limit);
    }

    /** Each sequence is some literals and a match; the literals that remain come last. */
    private void sequences(byte[] bytes, int start, int limit, int count) throws ZstdException {
        var stream = new BackwardBits(bytes, start, limit - start);
        FseTable literalTable = literalLengths.table();
        FseTable offsetTable = offsets.table();
        FseTable matchTable = matchLengths.table();
        int literalState = literalTable.first(stream);
        int offsetState = offsetTable.first(stream);
        int matchState = matchTable.first(stream);
        int used = 0;
        for (int left = count; left > 0; left--) {
            long offset = offsets.value(offsetTable.symbol(offsetState), stream);
            int match = (int) matchLengths.value(matchTable.symbol(matchState), stream);
            int literal = (int) literalLengths.value(literalTable.symbol(literalState), stream);
            require(stream.left() >= 0 && literal <= literals.length() - used);
            history.append(literals.content(), used, literal);
            used += literal;
            history.copy(recent.distance(offset, literal == 0), match);
            if (left > 1) {
                literalState = literalTable.next(literalState, stream);
                matchState = matchTable.next(matchState, stream);
                offsetState = offsetTable.next(offsetState, stream);
            }
        }
        require(stream.left() == 0);
        history.append(literals.content(), used, literals.length() - used);
    }

    private static void require(boolean holds) throws ZstdException {
        if (!holds) {
            throw new ZstdException("a block is damaged");
        }
    }
}
