package dev.capstan.gotemplate.format;

import dev.capstan.gotemplate.value.GoString;

/** Go's string and character literals, as {@code strconv.Quote} writes them. */
public final class Quote {

    private static final int REPLACEMENT = 0xFFFD;

    private Quote() {}

    /** The text in double quotes, with escapes for what cannot be printed. */
    public static String quote(String text) {
        return quote(text, false);
    }

    /** The same, with escapes for all but ASCII when asked. */
    static String quote(String text, boolean asciiOnly) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            escape(quoted, c, '"', asciiOnly);
        }
        return quoted.append('"').toString();
    }

    /** The character of a number; what is not one is U+FFFD. */
    static String character(long number) {
        return Character.toString(isCharacter(number) ? (int) number : REPLACEMENT);
    }

    /** The character of a number in single quotes. */
    static String quotedCharacter(long number, boolean asciiOnly) {
        StringBuilder quoted = new StringBuilder().append('\'');
        escape(quoted, isCharacter(number) ? (int) number : REPLACEMENT, '\'', asciiOnly);
        return quoted.append('\'').toString();
    }

    private static boolean isCharacter(long number) {
        boolean isSurrogate = number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
        return number >= 0 && number <= Character.MAX_CODE_POINT && !isSurrogate;
    }

    /** Can the text stand in back quotes as it is? */
    static boolean fitsBackQuotes(String text) {
        return text.chars()
                .noneMatch(c -> c < ' ' && c != '\t' || c == '`' || c == 0x7f || c == 0xFEFF || GoString.isEscape(c));
    }

    private static void escape(StringBuilder quoted, int c, char mark, boolean asciiOnly) {
        if (c == mark || c == '\\') {
            quoted.append('\\').append((char) c);
        } else if (GoString.isEscape(c)) {
            quoted.append(hex("\\x", c & 0xff, 2));
        } else if (c < 0x7f && c >= ' ' || c > 0x7f && !asciiOnly && isPrintable(c)) {
            quoted.appendCodePoint(c);
        } else {
            quoted.append(escaped(c));
        }
    }

    private static String escaped(int c) {
        return switch (c) {
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            default -> c < ' ' || c == 0x7f ? hex("\\x", c, 2) : c < 0x10000 ? hex("\\u", c, 4) : hex("\\U", c, 8);
        };
    }

    private static String hex(String prefix, int c, int digits) {
        String text = Integer.toHexString(c);
        return prefix + "0".repeat(digits - text.length()) + text;
    }

    /** Go's {@code unicode.IsPrint}: letters, marks, numbers, punctuation, symbols and the ASCII blank. */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
