package dev.capstan.application.core.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads commands, which are arrays of texts; nothing of the format that people type. */
public final class RedisCommands {
    private static final int MOST_WORDS = 32;
    private static final int MOST_BYTES = 4096;
    private static final int MOST_DIGITS = 5;

    private final InputStream in;

    /** Reads from a buffered stream. */
    public RedisCommands(InputStream in) {
        this.in = in;
    }

    /** What a client sends that is no command, or a larger one than any that is known. */
    public static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        private Malformed(String why) {
            super(why);
        }
    }

    /**
     * The next command, its name first; empty at the end of the stream.
     *
     * @throws Malformed when it is none
     */
    public Optional<List<String>> next() throws IOException {
        int type = in.read();
        if (type < 0) {
            return Optional.empty();
        }
        int words = number(type, '*', MOST_WORDS);
        List<String> command = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            int length = number(in.read(), '$', MOST_BYTES);
            byte[] word = in.readNBytes(length);
            if (word.length < length) {
                throw new EOFException();
            }
            endOfLine(in.read());
            command.add(new String(word, StandardCharsets.UTF_8));
        }
        return Optional.of(command);
    }

    private int number(int type, char wanted, int most) throws IOException {
        if (type != wanted) {
            throw new Malformed("Protocol error: expected '" + wanted + "'");
        }
        int number = 0;
        int digits = 0;
        int next = in.read();
        while (next >= '0' && next <= '9' && digits < MOST_DIGITS) {
            number = 10 * number + next - '0';
            digits++;
            next = in.read();
        }
        if (digits == 0 || number > most) {
            throw new Malformed("Protocol error: invalid length");
        }
        endOfLine(next);
        return number;
    }

    private void endOfLine(int first) throws IOException {
        if (first != '\r' || in.read() != '\n') {
            throw new Malformed("Protocol error: expected the end of a line");
        }
    }
}
