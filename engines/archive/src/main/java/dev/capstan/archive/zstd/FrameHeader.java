package dev.capstan.archive.zstd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * What a frame says about itself.
 *
 * @param window how far back matches may lie, in bytes
 * @param size of the content, where it is said
 * @param hasChecksum whether four bytes of a hash follow the last block
 */
record FrameHeader(long window, OptionalLong size, boolean hasChecksum) {
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
    private static final int[] SIZE_BYTES = {0, 2, 4, 8};

    /** Reads what follows the magic number. */
    static FrameHeader read(InputStream in) throws IOException {
        int descriptor = (int) number(in, 1);
        boolean isOneSegment = (descriptor & 0x20) != 0;
        if ((descriptor & 8) != 0) {
            throw new ZstdException("a frame is of a later version");
        }
        int shape = isOneSegment ? 0 : (int) number(in, 1);
        if (number(in, DICTIONARY_BYTES[descriptor & 3]) != 0) {
            throw new ZstdException("it needs a dictionary");
        }
        int sizeForm = descriptor >>> 6;
        int sizeBytes = sizeForm == 0 && isOneSegment ? 1 : SIZE_BYTES[sizeForm];
        long size = number(in, sizeBytes) + (sizeBytes == 2 ? 256 : 0);
        if (size < 0) {
            throw new ZstdException("a frame says that it is larger than anything");
        }
        long base = 1L << 10 + (shape >>> 3);
        return new FrameHeader(
                isOneSegment ? size : base + base / 8 * (shape & 7),
                sizeBytes == 0 ? OptionalLong.empty() : OptionalLong.of(size),
                (descriptor & 4) != 0);
    }

    /** A number whose lowest byte comes first. */
    static long number(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("a frame is cut off");
        }
        return Literals.number(bytes, 0, count);
    }
}
