package dev.capstan.yaml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of UTF-8 bytes that knows how many characters its last line has. */
final class Utf8Buffer {
    private byte[] bytes;
    private int size;
    private int column;

    Utf8Buffer(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** Characters since the last line feed. */
    int column() {
        return column;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The content as characters. */
    String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    void clear() {
        size = 0;
        column = 0;
    }

    /** Writes the content to a stream without copying it. */
    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    void lineFeed() {
        room(1);
        bytes[size++] = '\n';
        column = 0;
    }

    void spaces(int count) {
        if (count > 0) {
            room(count);
            Arrays.fill(bytes, size, size + count, (byte) ' ');
            size += count;
            column += count;
        }
    }

    /** An ASCII character other than a line feed. */
    void ascii(char c) {
        room(1);
        bytes[size++] = (byte) c;
        column++;
    }

    /** A string of ASCII characters without line feeds. */
    void ascii(String text) {
        int length = text.length();
        room(length);
        copyAscii(text, 0, length);
        column += length;
    }

    @SuppressWarnings("deprecation") // exactly this copy of low bytes is wanted, and it is the fastest one
    private void copyAscii(String text, int from, int to) {
        text.getBytes(from, to, bytes, size);
        size += to - from;
    }

    /** Any character; one of the Unicode line ends starts a new line as far as columns go. */
    void character(int c) {
        if (c < 0x80) {
            if (c == '\n') {
                lineFeed();
            } else {
                ascii((char) c);
            }
            return;
        }
        room(4);
        if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                bytes[size++] = (byte) (0xE0 | c >> 12);
            } else {
                bytes[size++] = (byte) (0xF0 | c >> 18);
                bytes[size++] = (byte) (0x80 | c >> 12 & 0x3F);
            }
            bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
        }
        bytes[size++] = (byte) (0x80 | c & 0x3F);
        column++;
    }

    void startOfLine() {
        column = 0;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
