package dev.capstan.helm.values;

import dev.capstan.helm.yaml.YamlText;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.PlainJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of an expression, read from its start to its end. */
final class SetInput {
    /** A word or a number; what is cut off within a number is still part of it, and refused. */
    private static final Pattern JSON_SCALAR =
            Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]*)?");

    /** What is read up to a character that ends it; -1 for the end of the expression. */
    record Word(String text, int end) {
        boolean isLast() {
            return end < 0;
        }
    }

    private final int[] input;
    private final boolean hasEscapes;
    private int at;

    /**
     * @param hasEscapes whether a backslash takes the next character as it is
     */
    SetInput(String expression, boolean hasEscapes) {
        this.input = expression.codePoints().toArray();
        this.hasEscapes = hasEscapes;
    }

    boolean isAtEnd() {
        return at == input.length;
    }

    /** Skips a character when it is the next one; whether it was. */
    boolean skips(char wanted) {
        if (isAtEnd() || input[at] != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** What stands before the next of these characters. */
    Word word(String ends) {
        var text = new StringBuilder();
        while (at < input.length) {
            int c = input[at++];
            if (ends.indexOf(c) >= 0) {
                return new Word(text.toString(), c);
            }
            if (c == '\\' && hasEscapes) {
                if (at == input.length) {
                    break;
                }
                c = input[at++];
            }
            text.appendCodePoint(c);
        }
        return new Word(text.toString(), -1);
    }

    /** All that follows. */
    String rest() {
        var text = new String(input, at, input.length - at);
        at = input.length;
        return text;
    }

    /** The JSON value that follows, and the comma behind it; null when nothing does. */
    @Nullable Object json() throws InvalidValuesException {
        if (skipsToNothing()) {
            return null;
        }
        var rest = new String(input, at, input.length - at);
        int length = jsonLength(rest);
        Object value;
        try {
            value = PlainJson.read(rest.substring(0, length), YamlText.LIMITS);
        } catch (GoDecodeException e) {
            throw new InvalidValuesException(e.getMessage());
        }
        at += rest.codePointCount(0, length);
        skipsToNothing();
        return value;
    }

    /** Skips blanks, and the comma behind them; true when there was nothing else. */
    private boolean skipsToNothing() {
        while (at < input.length) {
            if (input[at] == ',') {
                at++;
                return true;
            }
            if (!Character.isWhitespace(input[at]) && !Character.isSpaceChar(input[at])) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** How many characters the JSON value has that the text begins with. */
    private static int jsonLength(String text) {
        Matcher scalar = JSON_SCALAR.matcher(text);
        if (scalar.lookingAt()) {
            return scalar.end();
        }
        int depth = 0;
        boolean isText = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isText) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    isText = false;
                }
            } else if (c == '"') {
                isText = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth == 0 && !isText) {
                return i + 1;
            }
        }
        return text.length();
    }
}
