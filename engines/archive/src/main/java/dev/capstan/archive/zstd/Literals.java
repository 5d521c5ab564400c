package dev.capstan.archive.zstd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a block that are not copied from what was before: as they are, all the same, or in Huffman codes. */
final class Literals {
    private static final int JUMPS = 6;

    private final byte[] content = new byte[Blocks.LARGEST];
    private int length;
    private @Nullable HuffmanTable table;

    void start() {
        table = null;
    }

    byte[] content() {
        return content;
    }

    int length() {
        return length;
    }

    /** Reads the section between two places of an array, and says where it ends. */
    int read(byte[] bytes, int start, int limit) throws ZstdException {
        require(start < limit);
        int type = bytes[start] & 3;
        int form = bytes[start] >>> 2 & 3;
        return type < 2
                ? plain(bytes, start, limit, type == 1, form)
                : compressed(bytes, start, limit, type == 2, form);
    }

    private int plain(byte[] bytes, int start, int limit, boolean isRepeated, int form) throws ZstdException {
        int head = form == 1 ? 2 : form == 3 ? 3 : 1;
        require(start + head <= limit);
        length = (int) (number(bytes, start, head) >>> (head == 1 ? 3 : 4));
        int end = start + head + (isRepeated ? 1 : length);
        require(length <= content.length && end <= limit);
        if (isRepeated) {
            Arrays.fill(content, 0, length, bytes[start + head]);
        } else {
            System.arraycopy(bytes, start + head, content, 0, length);
        }
        return end;
    }

    private int compressed(byte[] bytes, int start, int limit, boolean hasTable, int form) throws ZstdException {
        int head = form < 2 ? 3 : form + 2;
        int bits = form < 2 ? 10 : form == 2 ? 14 : 18;
        require(start + head <= limit);
        long sizes = number(bytes, start, head) >>> 4;
        length = (int) (sizes & (1 << bits) - 1);
        int end = start + head + (int) (sizes >>> bits & (1 << bits) - 1);
        require(length <= content.length && end <= limit);
        int streams = start + head;
        if (hasTable) {
            var read = HuffmanTable.read(bytes, streams, end);
            table = read.table();
            streams = read.end();
        }
        if (table == null) {
            throw new ZstdException("literals use a table that was not there before");
        }
        if (form == 0) {
            table.decode(bytes, streams, end - streams, content, 0, length);
        } else {
            four(table, bytes, streams, end);
        }
        return end;
    }

    /** Four streams, of which the first three have the same number of literals, behind the lengths of those three. */
    private void four(HuffmanTable codes, byte[] bytes, int start, int end) throws ZstdException {
        int part = (length + 3) / 4;
        require(start + JUMPS <= end && part * 3 <= length);
        int position = start + JUMPS;
        for (int i = 0; i < 4; i++) {
            int size = i == 3 ? end - position : (int) number(bytes, start + 2 * i, 2);
            require(size <= end - position);
            codes.decode(bytes, position, size, content, part * i, i == 3 ? length - part * 3 : part);
            position += size;
        }
    }

    /** A number whose lowest byte is the first. */
    static long number(byte[] bytes, int start, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[start + i] & 0xffL) << 8 * i;
        }
        return value;
    }

    private static void require(boolean holds) throws ZstdException {
        if (!holds) {
            throw new ZstdException("the literals of a block are damaged");
        }
    }
}
