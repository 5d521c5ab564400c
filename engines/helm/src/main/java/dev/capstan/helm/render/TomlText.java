package dev.capstan.helm.render;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.format.Quote;
import java.util.List;

/** The text of a TOML document and how far it has been read. */
final class TomlText {
    private final String text;
    private int at;
    private int line = 1;

    /** The key that was read last, which messages show. */
    TomlKey lastKey = TomlKey.NONE;

    TomlText(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (text.indexOf('\0') >= 0) {
            throw failure("files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8");
        }
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The character here; 0 at the end. */
    char peek() {
        return peek(0);
    }

    /** The character so many further on; 0 behind the end. */
    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    boolean startsWith(String wanted) {
        return text.startsWith(wanted, at);
    }

    int position() {
        return at;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    /** The next characters, or those that are left. */
    String ahead(int count) {
        return text.substring(at, Math.min(text.length(), at + count));
    }

    void skip(int count) {
        at += count;
    }

    /** The character here, and goes past it. */
    char next() {
        refuseControl();
        char c = text.charAt(at++);
        line += c == '\n' ? 1 : 0;
        return c;
    }

    private void refuseControl() {
        char c = peek();
        boolean isLineEnd = c == '\n' || c == '\r' && peek(1) == '\n';
        if (!atEnd() && (c < ' ' && c != '\t' && !isLineEnd || c == 0x7F)) {
            throw failure("TOML files cannot contain control characters: '0x%02x'".formatted((int) c));
        }
    }

    /** Skips blanks, comments and line ends; false at the end. */
    boolean skipToContent() {
        while (!atEnd()) {
            char c = peek();
            if (c == '#') {
                skipComment();
            } else if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
                next();
            } else {
                refuseControl();
                return true;
            }
        }
        return false;
    }

    private void skipComment() {
        while (!atEnd() && peek() != '\n') {
            next();
        }
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    void endOfLine() {
        skipBlanks();
        if (peek() == '#') {
            skipComment();
        }
        if (!atEnd() && peek() != '\n' && !startsWith("\r\n")) {
            refuseControl();
            throw failure("expected a top-level item to end with a newline, comment, or EOF, but got " + character()
                    + " instead");
        }
    }

    void expect(char wanted, String problem) {
        if (peek() != wanted || atEnd()) {
            refuseControl();
            throw failure(problem + ", but got " + character() + " instead");
        }
        at++;
    }

    /** The character here in single quotes. */
    String character() {
        return GoFormat.printf("%q", List.of(atEnd() ? 0 : text.codePointAt(at)), Bounds.start(Limits.STANDARD));
    }

    String characterOrEnd() {
        return atEnd() ? "end of file" : "'" + Character.toString(text.codePointAt(at)) + "'";
    }

    FunctionException failure(String problem) {
        String key = lastKey.toString();
        return new FunctionException(
                "toml: line " + line + (key.isEmpty() ? "" : " (last key " + Quote.quote(key) + ")") + ": " + problem);
    }
}
