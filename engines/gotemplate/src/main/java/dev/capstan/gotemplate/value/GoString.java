package dev.capstan.gotemplate.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Go's strings are bytes, ours are characters. A byte that is not part of well-formed UTF-8 is kept as one lone
 * surrogate, U+DC00 plus the byte; so every Go string has a String and comes back from it unchanged.
 */
public final class GoString {

    private static final int ESCAPE = 0xDC00;

    private GoString() {}

    /** The string of these bytes. */
    public static String of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The string of some of these bytes. */
    public static String of(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : decode(bytes, from, to);
    }

    private static String decode(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; ) {
            int length = runeLength(bytes, i, to);
            if (length == 0) {
                text.append((char) (ESCAPE | bytes[i++] & 0xff));
            } else {
                text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
        return text.toString();
    }

    /** How many bytes the character at this position has, or 0 when it is not well-formed. */
    private static int runeLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Its bytes. */
    public static byte[] bytes(String text) {
        if (firstSurrogate(text) < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[text.length() * 3];
        int size = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isEscape(c)) {
                bytes[size++] = (byte) c;
            } else {
                byte[] one = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(one, 0, bytes, size, one.length);
                size += one.length;
            }
        }
        return Arrays.copyOf(bytes, size);
    }

    /** How many bytes it has: what {@code len} answers. */
    public static int length(String text) {
        int size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A pair has four bytes for two characters, a kept byte has one.
                size += c < 0x800 || Character.isHighSurrogate(c) ? 1 : isEscape(c) && isLone(text, i) ? 0 : 2;
                if (Character.isHighSurrogate(c)) {
                    size++;
                    i++;
                }
            }
        }
        return size;
    }

    /** Compares as Go does: byte by byte. */
    public static int compare(String left, String right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return a < Character.MIN_SURROGATE && b < Character.MIN_SURROGATE
                        ? a - b
                        : Arrays.compareUnsigned(bytes(left), bytes(right));
            }
        }
        return left.length() - right.length();
    }

    /** Whether Go's unicode package calls it white space, which the JDK does of others. */
    public static boolean isSpace(int codePoint) {
        return switch (codePoint) {
            case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> codePoint >= 0x2000 && codePoint <= 0x200A;
        };
    }

    /** The text without white space at both ends. */
    public static String strip(String text) {
        int from = 0;
        int to = text.length(); // no white space is above U+FFFF, so each is one char
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Does it stand for a byte that is not part of well-formed UTF-8? */
    public static boolean isEscape(int codePoint) {
        return codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xff;
    }

    private static boolean isLone(String text, int at) {
        return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static int firstSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
