package dev.capstan.gotemplate.parse;

/** What kinds of characters the words of templates are made of. */
final class CharClass {

    private CharClass() {}

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    static boolean isAlphanumeric(int c) {
        if (c < 0x80) {
            return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        return Character.isLetter(c) || Character.isDigit(c);
    }

    /** A minus sign and a blank behind a left delimiter. */
    static boolean isLeftTrimMarker(Cursor in, int ahead) {
        return in.ahead(ahead) == '-' && isSpace(in.ahead(ahead + 1));
    }

    /** A blank and a minus sign in front of a right delimiter. */
    static boolean isRightTrimMarker(Cursor in, int ahead) {
        return isSpace(in.ahead(ahead)) && in.ahead(ahead + 1) == '-';
    }
}
