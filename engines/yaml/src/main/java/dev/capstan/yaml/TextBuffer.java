package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the text of a scalar that is not a piece of the source as it stands there: folded, escaped or cut into lines. */
final class TextBuffer {
    private byte[] bytes = new byte[256];
    private int length;
    /** What is before this came from escapes; folding must not trim it. */
    private int kept;

    void clear() {
        length = 0;
        kept = 0;
    }

    void append(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = b;
    }

    void append(byte[] source, int from, int to) {
        int added = to - from;
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + added, bytes.length * 2));
        }
        System.arraycopy(source, from, bytes, length, added);
        length += added;
    }

    /** Appends a character by its code point. */
    void appendCharacter(int value) {
        if (value < 0x80) {
            append((byte) value);
            return;
        }
        for (byte b : Character.toString(value).getBytes(StandardCharsets.UTF_8)) {
            append(b);
        }
    }

    void appendLineFeeds(int count) {
        for (int i = 0; i < count; i++) {
            append((byte) '\n');
        }
    }

    /** One line end folds to a space, more to one fewer line feeds. */
    void appendFold(int breaks) {
        if (breaks == 1) {
            append((byte) ' ');
        } else {
            appendLineFeeds(breaks - 1);
        }
    }

    /** Protects what is there from {@link #trimBlanks}. */
    void keep() {
        kept = length;
    }

    /** Removes spaces and tabs at the end, but nothing that was kept. */
    void trimBlanks() {
        while (length > kept && (bytes[length - 1] == ' ' || bytes[length - 1] == '\t')) {
            length--;
        }
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
