package dev.capstan.images.setter;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the lines and characters that the YAML reader counts are in the bytes of a text: it counts characters, ends lines at carriage
 * returns and next-line characters, too, and does not count marks of byte order at the start of a line.
 */
final class SourceLines {
    private final byte[] text;
    private final int[] starts;

    private SourceLines(byte[] text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    static SourceLines of(byte[] text) {
        List<Integer> starts = new ArrayList<>();
        starts.add(lineStart(text, 0));
        for (int i = 0; i < text.length; i++) {
            boolean ends = text[i] == '\n'
                    || (text[i] == '\r' && !(i + 1 < text.length && text[i + 1] == '\n'))
                    || isNextLine(text, i);
            if (ends) {
                starts.add(lineStart(text, isNextLine(text, i) ? i + 2 : i + 1));
            }
        }
        return new SourceLines(text, starts.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Whether the text has separators that end a line outside of quotes only, so that lines cannot be counted without reading it. */
    static boolean areAmbiguous(byte[] text) {
        for (int i = 0; i + 2 < text.length; i++) {
            if (text[i] == (byte) 0xE2
                    && text[i + 1] == (byte) 0x80
                    && (text[i + 2] == (byte) 0xA8 || text[i + 2] == (byte) 0xA9)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNextLine(byte[] text, int at) {
        return at + 1 < text.length && text[at] == (byte) 0xC2 && text[at + 1] == (byte) 0x85;
    }

    private static int lineStart(byte[] text, int from) {
        int at = from;
        while (at + 2 < text.length
                && text[at] == (byte) 0xEF
                && text[at + 1] == (byte) 0xBB
                && text[at + 2] == (byte) 0xBF) {
            at += 3;
        }
        return at;
    }

    /** The byte at which a character is, or behind the last one of its line; both numbers are 1-based. */
    int offset(int line, int column) {
        int at = starts[line - 1];
        int characters = 1;
        while (at < text.length && characters < column) {
            at++;
            while (at < text.length && (text[at] & 0xC0) == 0x80) {
                at++;
            }
            characters++;
        }
        return at;
    }

    /** Behind the last character of a line, without what ends it. */
    int end(int line) {
        int at = starts[line - 1];
        while (at < text.length && text[at] != '\n' && text[at] != '\r' && !isNextLine(text, at)) {
            at++;
        }
        return at;
    }
}
