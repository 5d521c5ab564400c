package dev.capstan.helm.render;

import dev.capstan.gotemplate.format.Quote;

/** Reads text in quotes. */
final class TomlStrings {
    private final TomlText in;

    TomlStrings(TomlText in) {
        this.in = in;
    }

    /** A text in one quote each; the quote is the next character. */
    String quoted() {
        char quote = in.next();
        var out = new StringBuilder();
        while (true) {
            if (in.atEnd()) {
                throw in.failure("unexpected EOF; expected " + (quote == '"' ? "'\"'" : "\"'\""));
            }
            if (in.peek() == '\n' || in.startsWith("\r\n")) {
                throw in.failure("strings cannot contain newlines");
            }
            char c = in.next();
            if (c == quote) {
                return out.toString();
            }
            if (c == '\\' && quote == '"') {
                escape(out);
            } else {
                out.append(c);
            }
        }
    }

    /** A text in three quotes each. */
    String lines() {
        char quote = in.peek();
        String end = String.valueOf(quote).repeat(3);
        in.skip(end.length());
        if (in.startsWith("\r\n")) {
            in.next();
        }
        if (in.peek() == '\n') {
            in.next();
        }
        var out = new StringBuilder();
        while (true) {
            if (in.atEnd()) {
                throw in.failure("unexpected EOF; expected " + (quote == '"' ? "'\"\"\"'" : "\"'''\""));
            }
            if (in.startsWith(end) && in.peek(end.length()) != quote) {
                in.skip(end.length());
                return out.toString();
            }
            char c = in.next();
            if (c == '\\' && quote == '"') {
                if (!skipsLineEnd()) {
                    escape(out);
                }
            } else {
                out.append(c);
            }
        }
    }

    /** Skips blanks and line ends when there is a line end among them. */
    private boolean skipsLineEnd() {
        int blanks = 0;
        boolean hasLineEnd = false;
        while (in.peek(blanks) != '\0' && " \t\r\n".indexOf(in.peek(blanks)) >= 0) {
            hasLineEnd |= in.peek(blanks) == '\n';
            blanks++;
        }
        for (int i = 0; hasLineEnd && i < blanks; i++) {
            in.next();
        }
        return hasLineEnd;
    }

    private void escape(StringBuilder out) {
        char c = in.atEnd() ? '\0' : in.next();
        switch (c) {
            case 'b' -> out.append('\b');
            case 't' -> out.append('\t');
            case 'n' -> out.append('\n');
            case 'f' -> out.append('\f');
            case 'r' -> out.append('\r');
            case 'e' -> out.append('\u001b');
            case '"', '\\' -> out.append(c);
            case 'x' -> out.appendCodePoint(hex(2, "expected two hexadecimal digits after '\\x'"));
            case 'u' -> out.appendCodePoint(hex(4, "expected four hexadecimal digits after '\\u'"));
            case 'U' -> out.appendCodePoint(hex(8, "expected eight hexadecimal digits after '\\U'"));
            default -> throw in.failure("invalid escape in string '\\" + c + "'");
        }
    }

    private int hex(int digits, String problem) {
        String number = in.ahead(digits);
        int good = 0;
        while (good < number.length() && Character.digit(number.charAt(good), 16) >= 0) {
            good++;
        }
        if (good < digits) {
            String got = problem.substring(problem.length() - 3, problem.length() - 1)
                    + number.substring(0, Math.min(number.length(), good + 1));
            throw in.failure(problem + ", but got " + Quote.quote(got) + " instead");
        }
        long c = Long.parseLong(number, 16);
        if (c > Character.MAX_CODE_POINT || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw in.failure("Escaped character '\\u" + number + "' is not valid UTF-8.");
        }
        in.skip(digits);
        return (int) c;
    }
}
