package dev.capstan.yaml;

/** Finds what Go's encoding/json says of a text that is not JSON. Reads nothing, only looks for the first fault. */
final class JsonFault {
    private final byte[] text;
    private int at;

    private JsonFault(byte[] text) {
        this.text = text;
    }

    /** Go's sentence; {@code other} when Go finds no fault. */
    static String of(byte[] text, String other) {
        JsonFault fault = new JsonFault(text);
        try {
            fault.skipBlanks();
            fault.value();
            fault.skipBlanks();
            if (fault.at < text.length) {
                throw fault.invalid("after top-level value");
            }
            return other;
        } catch (GoDecodeException found) {
            return found.getMessage();
        } catch (StackOverflowError _) {
            return "exceeded max depth";
        }
    }

    private void skipBlanks() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) {
            at++;
        }
    }

    /** The character here, a blank at the end: within a word or a number Go calls that a fault of its own. */
    private byte currentOrBlank() {
        return at < text.length ? text[at] : (byte) ' ';
    }

    private byte current() {
        if (at >= text.length) {
            throw new GoDecodeException("unexpected end of JSON input");
        }
        return text[at];
    }

    private GoDecodeException invalid(String context) {
        int c = currentOrBlank() & 0xFF;
        String quoted = switch (c) {
            case '\'' -> "\\'";
            case '"' -> "\"";
            default -> {
                String literal = GoSyntax.quoted(Character.toString(c));
                yield literal.substring(1, literal.length() - 1);
            }
        };
        return new GoDecodeException("invalid character '" + quoted + "' " + context);
    }

    private void value() {
        switch (current()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object() {
        at++;
        skipBlanks();
        if (current() == '}') {
            at++;
            return;
        }
        while (true) {
            if (current() != '"') {
                throw invalid("looking for beginning of object key string");
            }
            string();
            skipBlanks();
            if (current() != ':') {
                throw invalid("after object key");
            }
            at++;
            skipBlanks();
            value();
            skipBlanks();
            if (ends('}', "after object key:value pair")) {
                return;
            }
        }
    }

    private void array() {
        at++;
        skipBlanks();
        if (current() == ']') {
            at++;
            return;
        }
        while (true) {
            value();
            skipBlanks();
            if (ends(']', "after array element")) {
                return;
            }
        }
    }

    private boolean ends(char close, String context) {
        byte b = current();
        if (b != close && b != ',') {
            throw invalid(context);
        }
        at++;
        if (b == ',') {
            skipBlanks();
        }
        return b == close;
    }

    private void string() {
        at++;
        while (current() != '"') {
            byte b = text[at];
            if (b >= 0 && b < 0x20) {
                throw invalid("in string literal");
            }
            at++;
            if (b == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() {
        if ("bfnrt\\/\"u".indexOf(currentOrBlank()) < 0) {
            throw invalid("in string escape code");
        }
        int digits = text[at] == 'u' ? 4 : 0;
        at++;
        for (; digits > 0; digits--) {
            byte b = currentOrBlank();
            if (b < 0 || Character.digit(b, 16) < 0) {
                throw invalid("in \\u hexadecimal character escape");
            }
            at++;
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (currentOrBlank() != word.charAt(i)) {
                throw invalid("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
            at++;
        }
    }

    private void number() {
        boolean negative = current() == '-';
        if (negative) {
            at++;
        }
        if (!isDigit(currentOrBlank())) {
            throw invalid(negative ? "in numeric literal" : "looking for beginning of value");
        }
        if (text[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length && text[at] == '.') {
            at++;
            if (!isDigit(currentOrBlank())) {
                throw invalid("after decimal point in numeric literal");
            }
            digits();
        }
        if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (currentOrBlank() == '+' || currentOrBlank() == '-') {
                at++;
            }
            if (!isDigit(currentOrBlank())) {
                throw invalid("in exponent of numeric literal");
            }
            digits();
        }
    }

    private void digits() {
        while (at < text.length && isDigit(text[at])) {
            at++;
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
