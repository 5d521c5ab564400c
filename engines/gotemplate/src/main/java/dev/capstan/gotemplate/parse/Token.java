package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.value.GoString;

/**
 * A word of a template.
 *
 * @param position of its first character in the text
 * @param line the line it begins on, counted from 1
 */
record Token(TokenType type, int position, String value, int line) {

    private static final int LONGEST_SHOWN = 10;

    boolean is(TokenType other) {
        return type == other;
    }

    /** How messages show it. */
    @Override
    public String toString() {
        if (type == TokenType.EOF) {
            return "EOF";
        }
        if (type == TokenType.ERROR) {
            return value;
        }
        if (type.isKeyword()) {
            return "<" + value + ">";
        }
        if (GoString.length(value) <= LONGEST_SHOWN) {
            return Quote.quote(value);
        }
        int shown = Math.min(LONGEST_SHOWN, value.codePointCount(0, value.length()));
        return Quote.quote(value.substring(0, value.offsetByCodePoints(0, shown))) + "...";
    }
}
