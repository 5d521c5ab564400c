package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.format.GoFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts the text of a template into words, one at a time. After the first error there are only errors. */
final class Lexer {

    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String LEFT_COMMENT = "/*";
    private static final String RIGHT_COMMENT = "*/";
    /** A trim marker is a minus sign with a blank on the inner side. */
    private static final int MARKER = 2;

    private static final Map<String, TokenType> WORDS = Map.ofEntries(
            Map.entry("block", TokenType.BLOCK),
            Map.entry("break", TokenType.BREAK),
            Map.entry("continue", TokenType.CONTINUE),
            Map.entry("define", TokenType.DEFINE),
            Map.entry("else", TokenType.ELSE),
            Map.entry("end", TokenType.END),
            Map.entry("if", TokenType.IF),
            Map.entry("range", TokenType.RANGE),
            Map.entry("nil", TokenType.NIL),
            Map.entry("template", TokenType.TEMPLATE),
            Map.entry("with", TokenType.WITH),
            Map.entry("true", TokenType.BOOL),
            Map.entry("false", TokenType.BOOL));

    private final Cursor in;
    private boolean insideAction;
    private int parentheses;

    Lexer(String text) {
        this.in = new Cursor(text);
    }

    Token next() {
        return insideAction ? insideAction() : text();
    }

    private Token text() {
        while (true) {
            int left = in.indexOf(LEFT);
            if (left < 0) {
                in.moveOver(in.remaining());
                return in.pending() > 0 ? in.token(TokenType.TEXT) : in.token(TokenType.EOF);
            }
            Token before = textBefore(left);
            if (before != null) {
                return before;
            }
            in.moveOver(LEFT.length());
            boolean trims = CharClass.isLeftTrimMarker(in, 0);
            if (!in.startsWith(LEFT_COMMENT, trims ? MARKER : 0)) {
                Token delimiter = in.token(TokenType.LEFT_DELIM);
                in.skip(trims ? MARKER : 0);
                insideAction = true;
                parentheses = 0;
                return delimiter;
            }
            in.skip(trims ? MARKER : 0);
            Token problem = comment();
            if (problem != null) {
                return problem;
            }
        }
    }

    private @Nullable Token textBefore(int left) {
        int length = left - in.position();
        if (length == 0) {
            return null;
        }
        boolean trims = CharClass.isLeftTrimMarker(in, length + LEFT.length());
        int kept = trims ? in.withoutTrailingSpaces(length) : length;
        in.moveOver(kept);
        Token text = kept > 0 ? in.token(TokenType.TEXT) : null;
        in.skip(length - kept);
        return text;
    }

    private @Nullable Token comment() {
        int end = in.indexOf(RIGHT_COMMENT, LEFT_COMMENT.length());
        if (end < 0) {
            return in.fail("unclosed comment");
        }
        int length = end + RIGHT_COMMENT.length() - in.position();
        boolean trims = isTrimmedEnd(length);
        if (!trims && !in.startsWith(RIGHT, length)) {
            return in.fail("comment ends before closing delimiter");
        }
        in.skip(length + (trims ? MARKER : 0) + RIGHT.length());
        in.skip(trims ? in.leadingSpaces() : 0);
        return null;
    }

    private boolean isTrimmedEnd(int ahead) {
        return CharClass.isRightTrimMarker(in, ahead) && in.startsWith(RIGHT, ahead + MARKER);
    }

    private Token rightDelimiter() {
        boolean trims = isTrimmedEnd(0);
        in.skip(trims ? MARKER : 0);
        in.moveOver(RIGHT.length());
        Token delimiter = in.token(TokenType.RIGHT_DELIM);
        in.skip(trims ? in.leadingSpaces() : 0);
        insideAction = false;
        return delimiter;
    }

    private Token insideAction() {
        if (isTrimmedEnd(0) || in.startsWith(RIGHT, 0)) {
            return parentheses == 0 ? rightDelimiter() : in.fail("unclosed left paren");
        }
        int c = in.next();
        return switch (c) {
            case Cursor.END -> in.fail("unclosed action");
            case ' ', '\t', '\r', '\n' -> space();
            case '=' -> in.token(TokenType.ASSIGN);
            case ':' -> in.next() == '=' ? in.token(TokenType.DECLARE) : in.fail("expected :=");
            case '|' -> in.token(TokenType.PIPE);
            case '"' -> quoted('"', TokenType.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', TokenType.CHAR_CONSTANT, "unterminated character constant");
            case '`' -> rawString();
            case '$' -> isTerminated() ? in.token(TokenType.VARIABLE) : name(TokenType.VARIABLE);
            case '.' -> dot();
            case '(' -> {
                parentheses++;
                yield in.token(TokenType.LEFT_PAREN);
            }
            case ')' -> --parentheses < 0 ? in.fail("unexpected right paren") : in.token(TokenType.RIGHT_PAREN);
            default -> other(c);
        };
    }

    private Token other(int c) {
        if (c == '+' || c == '-' || c >= '0' && c <= '9') {
            in.back();
            return NumberShape.scan(in);
        }
        if (CharClass.isAlphanumeric(c)) {
            return identifier();
        }
        if (c > ' ' && c < 0x7f) {
            return in.token(TokenType.CHAR);
        }
        return in.fail(GoFormat.message("unrecognized character in action: %#U", c));
    }

    /** One blank was read. The last blank of several may belong to a trim marker. */
    private Token space() {
        int count = 1;
        while (CharClass.isSpace(in.peek())) {
            in.next();
            count++;
        }
        if (isTrimmedEnd(-1)) {
            in.back();
            if (count == 1) {
                return rightDelimiter();
            }
        }
        return in.token(TokenType.SPACE);
    }

    private Token dot() {
        int c = in.peek();
        if (c == Cursor.END || c >= '0' && c <= '9') {
            in.back();
            return NumberShape.scan(in);
        }
        return isTerminated() ? in.token(TokenType.DOT) : name(TokenType.FIELD);
    }

    private Token name(TokenType type) {
        int c = acceptName();
        return isTerminated() ? in.token(type) : badCharacter(c);
    }

    private Token identifier() {
        int c = acceptName();
        if (!isTerminated()) {
            return badCharacter(c);
        }
        return in.token(WORDS.getOrDefault(in.pendingText(), TokenType.IDENTIFIER));
    }

    /** Moves over letters and digits; the answer is what follows them. */
    private int acceptName() {
        while (CharClass.isAlphanumeric(in.peek())) {
            in.next();
        }
        return in.peek();
    }

    private Token badCharacter(int c) {
        return in.fail(GoFormat.message("bad character %#U", c));
    }

    private boolean isTerminated() {
        return switch (in.peek()) {
            case Cursor.END, ' ', '\t', '\r', '\n', '.', ',', '|', ':', ')', '(' -> true;
            default -> in.startsWith(RIGHT, 0);
        };
    }

    private Token quoted(char mark, TokenType type, String problem) {
        while (true) {
            int c = in.next();
            if (c == '\\') {
                c = in.next();
                c = c == mark ? ' ' : c;
            }
            if (c == Cursor.END || c == '\n') {
                return in.fail(problem);
            }
            if (c == mark) {
                return in.token(type);
            }
        }
    }

    private Token rawString() {
        while (true) {
            int c = in.next();
            if (c == Cursor.END) {
                return in.fail("unterminated raw quoted string");
            }
            if (c == '`') {
                return in.token(TokenType.RAW_STRING);
            }
        }
    }
}
