package dev.capstan.argo.glob;

import com.google.re2j.Pattern;

/** Turns a pattern into a regular expression without repetitions inside of repetitions. */
final class GlobTranslation {
    private static final int DEEPEST = 16;
    private static final int END = -1;

    private final int[] text;
    private final GlobSyntax syntax;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int depth;

    GlobTranslation(String text, GlobSyntax syntax) {
        this.text = text.codePoints().toArray();
        this.syntax = syntax;
    }

    String expression() throws MalformedGlobException {
        while (at < text.length) {
            int c = text[at++];
            switch (c) {
                case '*' -> stars();
                case '?' -> out.append(syntax.stopsAtSlash() ? "[^/]" : ".");
                case '[' -> characters();
                case '\\' -> escaped();
                case '{' -> open();
                case '}' -> close();
                case ',' -> out.append(depth > 0 ? "|" : ",");
                default -> literal(c);
            }
        }
        if (depth > 0) {
            throw new MalformedGlobException("a brace is not closed");
        }
        return out.toString();
    }

    private int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] : END;
    }

    private void stars() {
        int first = at - 1;
        int more = 0;
        while (peek(0) == '*') {
            at++;
            more++;
        }
        switch (syntax) {
            case TEXT, GIT -> out.append(".*");
            case URL -> out.append(more > 0 ? ".*" : "[^/]*");
            case NAME -> out.append("[^/]*");
            case PATH -> {
                boolean isName = more == 1 && (first == 0 || text[first - 1] == '/');
                if (isName && at == text.length) {
                    out.append(".*");
                } else if (isName && peek(0) == '/') {
                    at++;
                    out.append("(?:[^/]+/)*");
                } else {
                    out.append("[^/]*");
                }
            }
        }
    }

    private void escaped() throws MalformedGlobException {
        if (at < text.length) {
            literal(text[at++]);
        } else if (syntax.hasRanges()) {
            throw new MalformedGlobException("nothing follows the last backslash");
        }
    }

    private void open() throws MalformedGlobException {
        if (!syntax.hasBraces()) {
            literal('{');
            return;
        }
        if (++depth > DEEPEST) {
            throw new MalformedGlobException("braces are nested deeper than " + DEEPEST);
        }
        out.append("(?:");
    }

    private void close() {
        if (depth == 0) {
            literal('}');
        } else {
            depth--;
            out.append(')');
        }
    }

    private void characters() throws MalformedGlobException {
        boolean isNegated = peek(0) == '!' && syntax != GlobSyntax.NAME || peek(0) == '^' && syntax.hasRanges();
        if (isNegated) {
            at++;
        }
        out.append(isNegated ? "[^" : "[");
        if (syntax.hasRanges()) {
            ranges();
        } else if (peek(1) == '-') {
            oneRange();
        } else {
            list();
        }
        out.append(']');
    }

    private void oneRange() throws MalformedGlobException {
        if (peek(2) == END || peek(3) != ']') {
            throw new MalformedGlobException("a range of characters is written as [a-z], with nothing beside it");
        }
        range(text[at], text[at + 2]);
        at += 4;
    }

    private void list() throws MalformedGlobException {
        int first = at;
        while (peek(0) != ']') {
            if (peek(0) == '\\') {
                at++;
            }
            member(next());
        }
        if (at == first) {
            throw new MalformedGlobException("a list of characters is empty");
        }
        at++;
    }

    private void ranges() throws MalformedGlobException {
        int first = at;
        while (at == first || peek(0) != ']') {
            int low = endOfRange();
            boolean isRange = peek(0) == '-' && !(syntax == GlobSyntax.GIT && peek(1) == ']');
            if (isRange) {
                at++;
                range(low, endOfRange());
            } else {
                member(low);
            }
        }
        at++;
    }

    private int endOfRange() throws MalformedGlobException {
        int c = next();
        if ((c == '-' || c == ']') && syntax != GlobSyntax.GIT) {
            throw new MalformedGlobException("a list of characters is empty or has a '-' out of place");
        }
        return c == '\\' ? next() : c;
    }

    private int next() throws MalformedGlobException {
        if (at >= text.length) {
            throw new MalformedGlobException("a list of characters is not closed");
        }
        return text[at++];
    }

    private void range(int low, int high) throws MalformedGlobException {
        if (low > high) {
            throw new MalformedGlobException("a range of characters goes backwards");
        }
        member(low);
        out.append('-');
        member(high);
    }

    private void member(int c) {
        if ("\\^-[]&".indexOf(c) >= 0) {
            out.append('\\');
        }
        out.appendCodePoint(c);
    }

    private void literal(int c) {
        out.append(Pattern.quote(Character.toString(c)));
    }
}
