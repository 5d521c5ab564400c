package dev.capstan.git.transport;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * Limits what a server says once it is pushed to over a connection that it has listed its references on before. JGit keeps all of it
 * in memory, and takes the square of a line's length to read it.
 */
public final class PushAnswer {
    /** What became of a reference, and what programs at the server say to the person who pushes. */
    public static final long MOST_BYTES = 512 << 10;

    private final InputStream input;
    private final OutputStream output;
    private volatile boolean isSending;

    /**
     * Puts itself between.
     *
     * @param listing the input with the limit for references
     * @param excess what is thrown beyond the limit for an answer
     */
    public PushAnswer(InputStream listing, OutputStream output, Supplier<? extends IOException> excess) {
        var answer = new LimitedInputStream(listing, MOST_BYTES, excess);
        this.input = new FilterInputStream(answer) {
            @Override
            public int read() throws IOException {
                return (isSending ? answer : listing).read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return (isSending ? answer : listing).read(buffer, offset, length);
            }
        };
        this.output = new FilterOutputStream(output) {
            @Override
            public void write(int b) throws IOException {
                isSending = true;
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                isSending = true;
                out.write(bytes, offset, length);
            }
        };
    }

    /** What is read. */
    public InputStream input() {
        return input;
    }

    /** What is sent. */
    public OutputStream output() {
        return output;
    }
}
