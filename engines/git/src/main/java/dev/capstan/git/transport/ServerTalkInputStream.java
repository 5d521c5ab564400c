package dev.capstan.git.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Limits what a server says while it sends a pack: progress and errors, which come in packets of their own between those of the pack
 * (gitprotocol-pack, side-band-64k). JGit keeps all of it in memory, and takes the square of a line's length to read it.
 */
public final class ServerTalkInputStream extends FilterInputStream {
    /** Far more than the progress of an hour. */
    public static final long MOST_BYTES = 4 << 20;

    private static final int DIGITS = 4;
    private static final int PROGRESS = 2;
    private static final int ERROR = 3;

    private final Supplier<? extends IOException> excess;
    private int digits;
    private int length;
    private int left; // of the packet
    private boolean isBegin;
    private boolean isTalk;
    private boolean isPlain; // a pack without packets
    private long talked;

    /** @param excess what is thrown beyond {@link #MOST_BYTES} */
    public ServerTalkInputStream(InputStream in, Supplier<? extends IOException> excess) {
        super(in);
        this.excess = excess;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            watch(new byte[] {(byte) b}, 0, 1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int n = in.read(buffer, offset, wanted);
        if (n > 0) {
            watch(buffer, offset, offset + n);
        }
        return n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void watch(byte[] buffer, int from, int end) throws IOException {
        int at = from;
        while (at < end && !isPlain) {
            if (left == 0) {
                readDigit(buffer[at++]);
                continue;
            }
            if (isBegin) {
                isTalk = buffer[at] == PROGRESS || buffer[at] == ERROR;
                isBegin = false;
            }
            int part = Math.min(left, end - at);
            talked += isTalk ? part : 0;
            if (talked > MOST_BYTES) {
                throw excess.get();
            }
            left -= part;
            at += part;
        }
    }

    private void readDigit(byte b) {
        int digit = Character.digit(b, 16);
        if (digit < 0) {
            isPlain = true;
            return;
        }
        length = length * 16 + digit;
        if (++digits == DIGITS) {
            left = Math.max(0, length - DIGITS); // short ones are marks without content
            isBegin = true;
            digits = 0;
            length = 0;
        }
    }
}
