package dev.capstan.git.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Fails once more than the allowed number of bytes has been read. */
public final class LimitedInputStream extends FilterInputStream {
    private final Supplier<? extends IOException> excess;
    private long left;

    public LimitedInputStream(InputStream in, long limit, Supplier<? extends IOException> excess) {
        super(in);
        this.left = limit;
        this.excess = excess;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0) {
            count(n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long n) throws IOException {
        left -= n;
        if (left < 0) {
            throw excess.get();
        }
    }
}
