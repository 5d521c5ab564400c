package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Position in a text and everything that is read character by character: blanks, comments, scalars, names. Columns here
 * are 0-based and counted in bytes; that is exact for indentation, which consists of spaces.
 */
final class Scanner {
    /** A key may be at most this long, colon included; so the other YAML libraries have it. */
    private static final int LONGEST_KEY = 1024;

    private static final byte ORDINARY = 0;
    private static final byte ENDS_LINE = 1;
    private static final byte COLON = 2;
    private static final byte HASH = 3;
    private static final byte FLOW = 4;
    private static final byte[] CLASS = new byte[128];

    static {
        CLASS[0] = ENDS_LINE;
        CLASS['\n'] = ENDS_LINE;
        CLASS[':'] = COLON;
        CLASS['#'] = HASH;
        for (char c : new char[] {',', '?', '[', ']', '{', '}'}) {
            CLASS[c] = FLOW;
        }
    }

    final String file;
    final byte[] bytes;
    final StringPool pool;
    private final boolean ascii;

    int pos;
    int line = 1;
    int lineStart;
    /** The line on which the last thing read ended: what follows on another line stands first on that line. */
    int contentLine;
    /** Behind the last character of the last thing read, and the line that character is on. */
    private int end;

    private int endLine;
    private int endLineStart;
    /** Whether the scalar read last went over more than one line. */
    boolean multiLine;
    /** Where the blanks and empty lines behind an unquoted scalar end, among which tabs may be. */
    private int blankUntil;

    /** Comments by their position; null when nobody asks for them. */
    private @Nullable SortedMap<Integer, YamlComment> comments;

    final TextBuffer buffer = new TextBuffer();
    private final QuotedScalars quotedScalars = new QuotedScalars(this);
    private final BlockScalars blockScalars = new BlockScalars(this);

    Scanner(String file, SourceText text) {
        this.file = file;
        this.bytes = text.bytes();
        this.ascii = text.ascii();
        this.pool = new StringPool(ascii);
    }

    byte current() {
        return bytes[pos];
    }

    boolean atEnd() {
        return bytes[pos] == 0;
    }

    int column() {
        return pos - lineStart;
    }

    boolean isFirstOnLine() {
        return line != contentLine;
    }

    /** Notes that something ends at the current position. */
    void endToken() {
        endAt(pos);
    }

    private void endAt(int position) {
        contentLine = line;
        end = position;
        endLine = line;
        endLineStart = lineStart;
    }

    /** 1-based line of the end of the last thing read. */
    int endLine() {
        return endLine;
    }

    /** 1-based column, in characters, after the last thing read. */
    int endColumn() {
        return column(endLineStart, end);
    }

    /** 1-based column in characters. */
    int markColumn() {
        return column(lineStart, pos);
    }

    private int column(int from, int to) {
        if (ascii) {
            return to - from + 1;
        }
        int column = 1;
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return column;
    }

    static boolean isBlankOrEnd(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == 0;
    }

    /** The current character is an indicator such as {@code -} only when a blank or the end of the line follows. */
    boolean isIndicator() {
        return isBlankOrEnd(bytes[pos + 1]);
    }

    /** True at {@code ---} or {@code ...} at the start of a line. */
    boolean atDocumentMarker() {
        byte b = bytes[pos];
        return (b == '-' || b == '.')
                && pos == lineStart
                && bytes[pos + 1] == b
                && bytes[pos + 2] == b
                && isBlankOrEnd(bytes[pos + 3]);
    }

    /**
     * Skips blanks, comments and line ends.
     *
     * @param tabsAllowed whether tabs may separate on the current line; at the start of a line they never may, outside
     *     of brackets
     */
    void toNextToken(boolean tabsAllowed, boolean inFlow) {
        boolean tabs = tabsAllowed;
        while (true) {
            byte b = bytes[pos];
            if (b == ' ') {
                pos++;
            } else if (b == '\n') {
                pos++;
                line++;
                lineStart = pos;
                tabs = inFlow;
            } else if (b == '#') {
                skipComment();
            } else if (b == '\t') {
                if (!tabs && pos >= blankUntil) {
                    throw fail("a tab is used as indentation", "YAML allows only spaces there")
                            .withGoText(GoYamlFault.ofScanner(GoYamlFault.NO_TOKEN, line));
                }
                pos++;
            } else if (b == (byte) 0xEF
                    && pos == lineStart
                    && bytes[pos + 1] == (byte) 0xBB
                    && bytes[pos + 2] == (byte) 0xBF) {
                pos += 3;
                lineStart = pos;
            } else {
                return;
            }
        }
    }

    /** Skips what is left of the line. */
    void toLineEnd() {
        int p = pos;
        while (bytes[p] != '\n' && bytes[p] != 0) {
            p++;
        }
        pos = p;
    }

    void skipComment() {
        int start = pos;
        int column = comments == null ? 0 : markColumn();
        toLineEnd();
        if (comments != null) {
            String text = new String(bytes, start + 1, pos - start - 1, StandardCharsets.UTF_8);
            comments.put(start, new YamlComment(line, column, text, isFirstOnLine(start)));
        }
    }

    private boolean isFirstOnLine(int position) {
        for (int p = lineStart; p < position; p++) {
            if (bytes[p] != ' ' && bytes[p] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** From now on, comments are kept. */
    void keepComments() {
        comments = new TreeMap<>();
    }

    /** The comments that were kept, in the order of the text. */
    List<YamlComment> comments() {
        return comments == null ? List.of() : List.copyOf(comments.values());
    }

    /** Skips blanks of this line only. */
    void skipBlanks() {
        while (bytes[pos] == ' ' || bytes[pos] == '\t') {
            pos++;
        }
    }

    boolean isTooLongForKey(int start) {
        return pos - start > LONGEST_KEY;
    }

    // plain scalars

    /**
     * Reads an unquoted scalar; afterwards the position is at what ended it.
     *
     * @param indent the column that the next lines must reach to belong to the scalar
     */
    String plain(int indent, boolean inFlow) {
        int start = pos;
        int stop = plainEnd(pos, inFlow);
        int textEnd = trimmed(start, stop);
        pos = stop;
        endAt(textEnd);
        multiLine = false;
        if (bytes[stop] != '\n' || !continuesBelow(indent, inFlow)) {
            return pool.string(bytes, start, textEnd);
        }
        multiLine = true;
        buffer.clear();
        buffer.append(bytes, start, textEnd);
        do {
            int breaks = toContinuation();
            buffer.appendFold(breaks);
            int from = pos;
            stop = plainEnd(pos, inFlow);
            textEnd = trimmed(from, stop);
            buffer.append(bytes, from, textEnd);
            pos = stop;
            endAt(textEnd);
        } while (bytes[stop] == '\n' && continuesBelow(indent, inFlow));
        return buffer.text();
    }

    private int plainEnd(int from, boolean inFlow) {
        byte[] b = bytes;
        int p = from;
        while (true) {
            byte c = b[p];
            byte kind = c < 0 ? ORDINARY : CLASS[c];
            if (kind != ORDINARY
                    && (kind == ENDS_LINE
                            || kind == COLON && isBlankOrEnd(b[p + 1])
                            || kind == HASH && p > from && (b[p - 1] == ' ' || b[p - 1] == '\t')
                            || kind == FLOW && inFlow)) {
                return p;
            }
            p++;
        }
    }

    private int trimmed(int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    /** At a line end: whether the next line with any text goes on with the plain scalar. */
    private boolean continuesBelow(int indent, boolean inFlow) {
        int p = pos;
        int start = p;
        int breaks = 0;
        while (true) {
            byte b = bytes[p];
            if (b == '\n') {
                p++;
                start = p;
                breaks++;
            } else if (b == ' ') {
                p++;
            } else if (b == '\t') {
                if (p - start < indent && !inFlow) {
                    line += breaks;
                    lineStart = start;
                    pos = p;
                    throw fail("a tab is used as indentation", "YAML allows only spaces there")
                            .withGoText(GoYamlFault.ofScanner("found a tab character that violates indentation", line));
                }
                p++;
            } else {
                break;
            }
        }
        byte b = bytes[p];
        blankUntil = p;
        if (b == 0 || b == '#' || !inFlow && p - start < indent || isMarker(p, start)) {
            return false;
        }
        if (inFlow) {
            return b < 0 || CLASS[b] != FLOW && !(b == ':' && isBlankOrEnd(bytes[p + 1]));
        }
        return !(b == ':' && isBlankOrEnd(bytes[p + 1]));
    }

    private boolean isMarker(int p, int start) {
        byte b = bytes[p];
        return p == start
                && (b == '-' || b == '.')
                && bytes[p + 1] == b
                && bytes[p + 2] == b
                && isBlankOrEnd(bytes[p + 3]);
    }

    /** Goes to the next text after one or more line ends and says how many there were. */
    int toContinuation() {
        int breaks = 0;
        while (true) {
            byte b = bytes[pos];
            if (b == '\n') {
                pos++;
                line++;
                lineStart = pos;
                breaks++;
            } else if (b == ' ' || b == '\t') {
                pos++;
            } else {
                return breaks;
            }
        }
    }

    // other scalars

    /** Reads a scalar in single or double quotes, from its opening quote past the closing one. */
    String quoted() {
        return quotedScalars.yaml();
    }

    /** Reads a string by the rules of JSON, from its opening quote past the closing one. */
    String jsonString() {
        return quotedScalars.json();
    }

    /**
     * Reads a literal or folded scalar from its indicator to the first line that does not belong to it.
     *
     * @param parent the column of the map or list that it is in, -1 at the top
     */
    String block(int parent) {
        return blockScalars.read(parent);
    }

    void nextLine() {
        pos++;
        line++;
        lineStart = pos;
    }

    /** Notes that the last thing read goes on over empty lines after its end. */
    void extendOverEmptyLines(int count) {
        endLine += count;
        endLineStart = end;
    }

    // names

    /** Reads the name of an anchor or alias after its indicator. */
    String anchorName() {
        int start = ++pos;
        while (isNameCharacter(bytes[pos])) {
            pos++;
        }
        byte b = bytes[pos];
        boolean ended = isBlankOrEnd(b)
                || b == '?'
                || b == ':'
                || b == ','
                || b == ']'
                || b == '}'
                || b == '%'
                || b == '@'
                || b == '`';
        if (pos == start || !ended) {
            throw fail(
                            "the name of an anchor or alias may hold only letters, digits, - and _",
                            "quote the value when it is meant to be text")
                    .withGoText(GoYamlFault.ofScanner("did not find expected alphabetic or numeric character", line));
        }
        endToken();
        return pool.string(bytes, start, pos);
    }

    static boolean isNameCharacter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_';
    }

    /** Reads a tag such as {@code !!str}, {@code !local} or {@code !<tag:yaml.org,2002:str>} as it is written. */
    String tag(boolean inFlow) {
        int start = pos;
        pos++;
        if (bytes[pos] == '<') {
            while (bytes[pos] != '>') {
                if (isBlankOrEnd(bytes[pos])) {
                    throw fail("this tag is never closed", "add the closing >")
                            .withGoText(GoYamlFault.ofScanner("did not find the expected '>'", line));
                }
                pos++;
            }
            pos++;
        } else {
            while (!isBlankOrEnd(bytes[pos])
                    && !(inFlow && (bytes[pos] == ',' || bytes[pos] == ']' || bytes[pos] == '}'))) {
                if (bytes[pos] == '{' || bytes[pos] == '}') {
                    throw fail("a tag must not hold braces", "quote the value when it is meant to be text")
                            .withGoText(GoYamlFault.ofScanner("did not find expected whitespace or line break", line));
                }
                pos++;
            }
        }
        endToken();
        return pool.string(bytes, start, pos);
    }

    // failures

    /** The line of the token here as go-yaml counts it: the end of a text without a line end is on a line of its own. */
    int tokenLine() {
        return atEnd() && column() > 0 ? line + 1 : line;
    }

    void backTo(int position, int positionLine, int start) {
        pos = position;
        line = positionLine;
        lineStart = start;
    }

    YamlSyntaxException fail(String problem, String hint) {
        return fail(line, markColumn(), problem, hint);
    }

    YamlSyntaxException fail(int atLine, int atColumn, String problem, String hint) {
        return new YamlSyntaxException(new YamlProblem(file, atLine, atColumn, problem, hint));
    }
}
