package dev.capstan.notification.provider;

/** Text without characters that steer a terminal or a header. */
public final class PlainText {
    private PlainText() {}

    /** The text without control characters; line feeds and tabs stay, as they are plain text everywhere that we send to. */
    public static String of(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints()
                .filter(character -> character == '\n' || character == '\t' || !isControl(character))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Whether a text may stand in a header: not empty, nothing but visible ASCII and spaces between. */
    public static boolean fitsHeader(String text) {
        return !text.isEmpty()
                && text.equals(text.strip())
                && text.chars().allMatch(character -> character >= 0x20 && character < 0x7f);
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character)
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }
}
