package dev.capstan.archive.zstd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses frames one after another, to the end of the input. Takes memory for one window and a quarter, and half as much besides
 * for the moments in which that grows; less for small content.
 * Damaged input is a {@link ZstdException}, input that is cut off an {@link EOFException}; checksums of frames are compared.
 */
public final class ZstdInputStream extends InputStream {
    private static final long MAGIC = 0xFD2FB528L;
    private static final long SKIPPABLE = 0x184D2A50L;
    private static final int PLAIN = 0;
    private static final int REPEATED = 1;
    private static final int COMPRESSED = 2;

    private final InputStream in;
    private final int largestWindow;
    private final byte[] input = new byte[Blocks.LARGEST + BackwardBits.SLACK];
    private final History history = new History();
    private final Blocks blocks = new Blocks(history);
    private @Nullable Frame frame;
    private boolean isAnyRead;
    private int position;

    /** A frame whose last block was not read yet. */
    private static final class Frame {
        private final FrameHeader header;
        private final XxHash64 hash = new XxHash64();
        private long total;

        Frame(FrameHeader header) {
            this.header = header;
        }
    }

    /**
     * Reads from a stream, best a buffered one, which is not closed with this one.
     *
     * @param largestWindow bytes that a frame may look back; a frame that wants more is refused
     */
    public ZstdInputStream(InputStream in, int largestWindow) {
        this.in = in;
        this.largestWindow = largestWindow;
    }

    /** Whether the first four bytes of something say that it is compressed so. */
    public static boolean isMagic(byte[] head) {
        return head.length >= 4 && (number(head) == MAGIC || isSkippable(number(head)));
    }

    private static long number(byte[] head) {
        return Literals.number(head, 0, 4);
    }

    private static boolean isSkippable(long magic) {
        return (magic & ~15L) == SKIPPABLE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        while (position == history.end()) {
            if (frame == null) {
                frame = nextFrame();
            }
            if (frame == null) {
                return -1;
            }
            readBlock(frame);
        }
        int count = Math.min(length, history.end() - position);
        System.arraycopy(history.bytes(), position, buffer, offset, count);
        position += count;
        return count;
    }

    private @Nullable Frame nextFrame() throws IOException {
        while (true) {
            byte[] head = in.readNBytes(4);
            if (head.length == 0 && isAnyRead) {
                return null;
            }
            if (head.length < 4) {
                throw new EOFException("a frame is cut off");
            }
            isAnyRead = true;
            if (number(head) == MAGIC) {
                return start(FrameHeader.read(in));
            }
            if (!isSkippable(number(head))) {
                throw new ZstdException("something that is not a frame follows");
            }
            in.skipNBytes(FrameHeader.number(in, 4));
        }
    }

    private Frame start(FrameHeader header) throws ZstdException {
        if (header.window() > largestWindow) {
            throw new ZstdException(
                    "it was compressed with a window of %d bytes, and %d are allowed; compress it without --long or --ultra"
                            .formatted(header.window(), largestWindow));
        }
        history.start((int) header.window());
        blocks.start();
        position = 0;
        return new Frame(header);
    }

    private void readBlock(Frame current) throws IOException {
        int head = (int) FrameHeader.number(in, 3);
        int type = head >>> 1 & 3;
        int size = head >>> 3;
        history.beginBlock();
        switch (type) {
            case PLAIN -> history.append(input, 0, fill(size));
            case REPEATED -> {
                fill(1);
                history.repeat(input[0], size);
            }
            case COMPRESSED -> blocks.decode(input, fill(size));
            default -> throw new ZstdException("a block is of a later version");
        }
        position = history.blockBegin();
        int length = history.end() - position;
        current.total += length;
        if (current.header.hasChecksum()) {
            current.hash.update(history.bytes(), position, length);
        }
        if ((head & 1) != 0) {
            finish(current);
        }
    }

    private int fill(int size) throws IOException {
        if (size > Blocks.LARGEST) {
            throw new ZstdException("a block is longer than it may be");
        }
        if (in.readNBytes(input, 0, size) < size) {
            throw new EOFException("a block is cut off");
        }
        return size;
    }

    private void finish(Frame last) throws IOException {
        frame = null;
        if (last.header.size().orElse(last.total) != last.total) {
            throw new ZstdException("a frame has another length than it says");
        }
        if (last.header.hasChecksum() && FrameHeader.number(in, 4) != (last.hash.value() & 0xffff_ffffL)) {
            throw new ZstdException("a checksum is wrong");
        }
    }
}
