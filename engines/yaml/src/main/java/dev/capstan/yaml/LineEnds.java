package dev.capstan.yaml;

import java.util.Arrays;

/**
 * Makes every line end a line feed: carriage returns, alone or before a line feed, next-line characters, and outside of
 * quotes the line and paragraph separators U+2028 and U+2029. Within quotes those two stay what they are, but for blanks
 * around them, as go-yaml has it.
 */
final class LineEnds {
    private static final int SEPARATOR_LENGTH = 3;

    private final byte[] bytes;
    private final int end;
    private final boolean isYaml;
    private final byte[] normal;
    private int length;

    /** The quote that is open; 0 outside of quotes. */
    private byte quote;

    private int brackets;
    /** Whether text without quotes, or a comment, has begun, in which a quote is a character like any other. */
    private boolean isInPlain;

    private boolean isInComment;
    /** Whether the word that is read began like a tag or an anchor, behind which a quote may open. */
    private boolean isInProperty;

    private LineEnds(byte[] bytes, int end, boolean yaml) {
        this.bytes = bytes;
        this.isYaml = yaml;
        this.end = end;
        this.normal = new byte[bytes.length];
    }

    /**
     * The text with line feeds.
     *
     * @param bytes with zero bytes behind the end
     * @param yaml whether the text is YAML; in JSON only carriage returns are looked at
     * @param lookahead how many zero bytes the result has behind its end
     */
    static byte[] normalized(byte[] bytes, int end, boolean yaml, int lookahead) {
        var ends = new LineEnds(bytes, end, yaml);
        ends.run();
        return Arrays.copyOf(ends.normal, ends.length + lookahead);
    }

    /** Whether U+2028 or U+2029 stands here. */
    static boolean isSeparator(byte[] bytes, int at) {
        return bytes[at] == (byte) 0xE2
                && bytes[at + 1] == (byte) 0x80
                && (bytes[at + 2] == (byte) 0xA8 || bytes[at + 2] == (byte) 0xA9);
    }

    private void run() {
        for (int i = 0; i < end; i++) {
            byte b = bytes[i];
            if (b == '\r') {
                if (bytes[i + 1] != '\n') {
                    newLine();
                }
            } else if (isYaml && b == (byte) 0xC2 && bytes[i + 1] == (byte) 0x85) {
                newLine();
                i++;
            } else if (isYaml && isSeparator(bytes, i)) {
                i = separator(i) - 1;
            } else if (b == '\n') {
                newLine();
            } else {
                track(i);
                normal[length++] = b;
            }
        }
    }

    private void newLine() {
        normal[length++] = '\n';
        isInPlain = false;
        isInComment = false;
    }

    /** Goes past a separator, and gives the place behind it. */
    private int separator(int at) {
        if (quote == 0) {
            newLine();
            return at + SEPARATOR_LENGTH;
        }
        while (length > 0 && isBlank(normal[length - 1])) {
            length--;
        }
        System.arraycopy(bytes, at, normal, length, SEPARATOR_LENGTH);
        length += SEPARATOR_LENGTH;
        int next = at + SEPARATOR_LENGTH;
        while (isBlank(bytes[next])) {
            next++;
        }
        return next;
    }

    /** Follows quotes, comments and text without quotes. */
    private void track(int at) {
        byte b = bytes[at];
        if (length == 0 || Scanner.isBlankOrEnd(normal[length - 1])) {
            isInProperty = b == '!' || b == '&';
        }
        if (quote != 0) {
            boolean closes = b == quote && !(quote == '"' && isEscaped(at));
            quote = closes ? 0 : quote;
        } else if (isInComment || isBlank(b)) {
            return;
        } else if (b == '#' && (length == 0 || isBlank(normal[length - 1]) || normal[length - 1] == '\n')) {
            isInComment = true;
        } else if (isIndicator(at)) {
            isInPlain = false;
        } else if ((b == '"' || b == '\'') && !isInPlain) {
            quote = b;
        } else if (!isInProperty) {
            isInPlain = true;
        }
    }

    /** An odd number of backslashes stands before it. */
    private boolean isEscaped(int at) {
        int first = at;
        while (first > 0 && bytes[first - 1] == '\\') {
            first--;
        }
        return (at - first) % 2 != 0;
    }

    /** Whether a value may begin behind this character. */
    private boolean isIndicator(int at) {
        byte b = bytes[at];
        boolean opens = !isInPlain && (b == '{' || b == '[');
        boolean closes = brackets > 0 && (b == '}' || b == ']');
        brackets += opens ? 1 : closes ? -1 : 0;
        return opens
                || closes
                || brackets > 0 && b == ','
                || (b == ':' || !isInPlain && (b == '-' || b == '?')) && Scanner.isBlankOrEnd(bytes[at + 1]);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
