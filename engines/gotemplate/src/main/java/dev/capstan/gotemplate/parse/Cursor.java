package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.value.GoString;

/** Moves through a text, counts lines, and cuts out what lies between the start of a word and the position. */
final class Cursor {

    /** What is read behind the last character. */
    static final int END = -1;

    private String text;
    private int start;
    private int position;
    private int line = 1;
    private int startLine = 1;

    Cursor(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    int remaining() {
        return text.length() - position;
    }

    /** How many characters the word has so far. */
    int pending() {
        return position - start;
    }

    String pendingText() {
        return text.substring(start, position);
    }

    /** Reads a character; a byte that is not UTF-8 is U+FFFD, as for Go. */
    int next() {
        if (position >= text.length()) {
            return END;
        }
        int c = text.codePointAt(position);
        position += Character.charCount(c);
        line += c == '\n' ? 1 : 0;
        return GoString.isEscape(c) ? 0xFFFD : c;
    }

    int peek() {
        if (position >= text.length()) {
            return END;
        }
        int c = text.codePointAt(position);
        return GoString.isEscape(c) ? 0xFFFD : c;
    }

    /** The character so many places ahead; zero outside of the text. */
    char ahead(int places) {
        int at = position + places;
        return at >= 0 && at < text.length() ? text.charAt(at) : 0;
    }

    /** Takes back the last character, an ASCII one. */
    void back() {
        position--;
        line -= text.charAt(position) == '\n' ? 1 : 0;
    }

    boolean startsWith(String word, int ahead) {
        return text.startsWith(word, position + ahead);
    }

    int indexOf(String word) {
        return text.indexOf(word, position);
    }

    int indexOf(String word, int ahead) {
        return text.indexOf(word, position + ahead);
    }

    /** Takes so many characters into the word. */
    void moveOver(int count) {
        for (int i = 0; i < count; i++) {
            line += text.charAt(position++) == '\n' ? 1 : 0;
        }
    }

    /** Leaves out all of the word so far, and so many characters. */
    void skip(int count) {
        moveOver(count);
        begin();
    }

    private void begin() {
        start = position;
        startLine = line;
    }

    /** How many of the next characters are left when blanks at their end are cut off. */
    int withoutTrailingSpaces(int count) {
        int kept = count;
        while (kept > 0 && CharClass.isSpace(text.charAt(position + kept - 1))) {
            kept--;
        }
        return kept;
    }

    int leadingSpaces() {
        int count = 0;
        while (CharClass.isSpace(ahead(count))) {
            count++;
        }
        return count;
    }

    /** The word so far; the next one begins here. */
    Token token(TokenType type) {
        Token token = new Token(type, start, pendingText(), startLine);
        begin();
        return token;
    }

    /** Says what is wrong, and gives up the rest of the text. */
    Token fail(String problem) {
        Token token = new Token(TokenType.ERROR, start, problem, startLine);
        text = "";
        start = 0;
        position = 0;
        return token;
    }
}
