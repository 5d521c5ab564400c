package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    private byte[] buffer = new byte[256];
    private int buffered;

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

    /** 1-based column, in characters, behind the last thing read. */
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
                if (!tabs) {
                    throw fail("a tab is used as indentation", "YAML allows only spaces there");
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

    private void skipComment() {
        int p = pos;
        while (bytes[p] != '\n' && bytes[p] != 0) {
            p++;
        }
        pos = p;
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
        buffered = 0;
        append(start, textEnd);
        do {
            int breaks = toContinuation();
            appendFold(breaks);
            int from = pos;
            stop = plainEnd(pos, inFlow);
            textEnd = trimmed(from, stop);
            append(from, textEnd);
            pos = stop;
            endAt(textEnd);
        } while (bytes[stop] == '\n' && continuesBelow(indent, inFlow));
        return bufferedText();
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

    /** At a line end: does the next line with any text go on with the plain scalar? */
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
                    if (bytes[nextNonBlank(p)] == 0) {
                        return false;
                    }
                    line += breaks;
                    lineStart = start;
                    pos = p;
                    throw fail("a tab is used as indentation", "YAML allows only spaces there");
                }
                p++;
            } else {
                break;
            }
        }
        byte b = bytes[p];
        if (b == 0 || b == '#' || !inFlow && p - start < indent || isMarker(p, start)) {
            return false;
        }
        if (inFlow) {
            return b < 0 || CLASS[b] != FLOW && !(b == ':' && isBlankOrEnd(bytes[p + 1]));
        }
        return !(b == ':' && isBlankOrEnd(bytes[p + 1]));
    }

    private int nextNonBlank(int from) {
        int p = from;
        while (bytes[p] == ' ' || bytes[p] == '\t' || bytes[p] == '\n') {
            p++;
        }
        return p;
    }

    private boolean isMarker(int p, int start) {
        byte b = bytes[p];
        return p == start
                && (b == '-' || b == '.')
                && bytes[p + 1] == b
                && bytes[p + 2] == b
                && isBlankOrEnd(bytes[p + 3]);
    }

    /** Goes to the next text after one or more line ends and tells how many there were. */
    private int toContinuation() {
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

    /** One line end folds to a space, more to one fewer line feeds. */
    private void appendFold(int breaks) {
        if (breaks == 1) {
            append((byte) ' ');
        } else {
            for (int i = 1; i < breaks; i++) {
                append((byte) '\n');
            }
        }
    }

    // quoted scalars

    /** Reads a scalar in single or double quotes, from its opening quote to behind the closing one. */
    String quoted() {
        int openLine = line;
        int openColumn = markColumn();
        byte quote = bytes[pos];
        pos++;
        int start = pos;
        int p = pos;
        multiLine = false;
        while (true) {
            byte b = bytes[p];
            if (b == quote) {
                if (quote == '\'' && bytes[p + 1] == '\'') {
                    break;
                }
                pos = p + 1;
                endToken();
                return pool.string(bytes, start, p);
            }
            if (b == '\n' || b == 0 || b == '\\' && quote == '"') {
                break;
            }
            p++;
        }
        buffered = 0;
        append(start, p);
        pos = p;
        quotedRest(quote, openLine, openColumn);
        multiLine = line != openLine;
        endToken();
        return bufferedText();
    }

    /** Reads a string by the rules of JSON, from its opening quote to behind the closing one. */
    String jsonString() {
        int openColumn = markColumn();
        pos++;
        int start = pos;
        int p = pos;
        while (bytes[p] != '"' && bytes[p] != '\\' && bytes[p] != '\n' && bytes[p] != 0) {
            p++;
        }
        if (bytes[p] == '"') {
            pos = p + 1;
            return pool.string(bytes, start, p);
        }
        buffered = 0;
        append(start, p);
        pos = p;
        while (bytes[pos] != '"') {
            byte b = bytes[pos];
            if (b == 0 || b == '\n') {
                throw fail(line, openColumn, "this quote is never closed", "add the closing quote");
            }
            if (b == '\\') {
                jsonEscape();
            } else {
                append(b);
                pos++;
            }
        }
        pos++;
        return bufferedText();
    }

    private void jsonEscape() {
        byte code = bytes[pos + 1];
        int value = switch (code) {
            case '"', '\\', '/' -> code;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimalOrHalf();
            default -> throw fail("\\" + (char) (code & 0x7F) + " is no escape that JSON knows", "");
        };
        pos += code == 'u' ? 6 : 2;
        boolean high = Character.MIN_HIGH_SURROGATE <= value && value <= Character.MAX_HIGH_SURROGATE;
        if (high && bytes[pos] == '\\' && bytes[pos + 1] == 'u') {
            int low = hexadecimalOrHalf();
            if (low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE) {
                pos += 6;
                appendCharacter(Character.toCodePoint((char) value, (char) low));
                return;
            }
        }
        appendCharacter(value >= 0xD800 && value <= 0xDFFF ? 0xFFFD : value);
    }

    private int hexadecimalOrHalf() {
        return (int) digits(4);
    }

    private void quotedRest(byte quote, int openLine, int openColumn) {
        while (true) {
            byte b = bytes[pos];
            if (b == quote) {
                pos++;
                if (quote != '\'' || bytes[pos] != '\'') {
                    return;
                }
                append(b);
                pos++;
            } else if (b == 0) {
                throw fail(openLine, openColumn, "this quote is never closed", "add the closing quote");
            } else if (b == '\n') {
                foldQuoted(openLine, openColumn);
            } else if (b == '\\' && quote == '"') {
                escape(openLine, openColumn);
            } else {
                append(b);
                pos++;
            }
        }
    }

    private void foldQuoted(int openLine, int openColumn) {
        while (buffered > keep && (buffer[buffered - 1] == ' ' || buffer[buffered - 1] == '\t')) {
            buffered--;
        }
        int breaks = toContinuation();
        refuseMarker(openLine, openColumn);
        appendFold(breaks);
    }

    /** Characters of the buffer that came from escapes; folding must not trim them. */
    private int keep;

    private void refuseMarker(int openLine, int openColumn) {
        if (atDocumentMarker()) {
            throw fail(
                    openLine,
                    openColumn,
                    "this quote is not closed before the document ends on line " + line,
                    "add the closing quote");
        }
    }

    private void escape(int openLine, int openColumn) {
        byte code = bytes[pos + 1];
        if (code == '\n') {
            pos++;
            int breaks = toContinuation();
            refuseMarker(openLine, openColumn);
            for (int i = 1; i < breaks; i++) {
                append((byte) '\n');
            }
            keep = buffered;
            return;
        }
        int digits = 0;
        int value = switch (code) {
            case '0' -> 0;
            case 'a' -> 0x07;
            case 'b' -> 0x08;
            case 't', '\t' -> 0x09;
            case 'n' -> 0x0A;
            case 'v' -> 0x0B;
            case 'f' -> 0x0C;
            case 'r' -> 0x0D;
            case 'e' -> 0x1B;
            case ' ', '"', '\'', '\\', '/' -> code;
            case 'N' -> 0x85;
            case '_' -> 0xA0;
            case 'L' -> 0x2028;
            case 'P' -> 0x2029;
            case 'x' -> {
                digits = 2;
                yield 0;
            }
            case 'u' -> {
                digits = 4;
                yield 0;
            }
            case 'U' -> {
                digits = 8;
                yield 0;
            }
            default ->
                throw fail(
                        "\\" + (char) (code & 0x7F) + " is no escape that YAML knows",
                        "write \\\\ for a backslash, or use single quotes");
        };
        if (digits > 0) {
            value = hexadecimal(digits);
        }
        pos += 2 + digits;
        appendCharacter(value);
        keep = buffered;
    }

    private int hexadecimal(int digits) {
        long value = digits(digits);
        if (value > 0x10FFFF || value >= 0xD800 && value <= 0xDFFF) {
            throw fail("the escape stands for no character", "write the character itself");
        }
        return (int) value;
    }

    private long digits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            byte b = bytes[pos + 2 + i];
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            if (digit < 0) {
                throw fail("an escape needs " + count + " hexadecimal digits here", "");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    // block scalars

    /**
     * Reads a literal or folded scalar from its indicator to the first line that does not belong to it.
     *
     * @param parent the column of the map or list that it is in, -1 at the top
     */
    String block(int parent) {
        int startLine = line;
        int startColumn = markColumn();
        boolean literal = bytes[pos] == '|';
        pos++;
        int chomp = 0;
        int increment = 0;
        for (int i = 0; i < 2; i++) {
            byte b = bytes[pos];
            if (chomp == 0 && (b == '+' || b == '-')) {
                chomp = b == '+' ? 1 : -1;
                pos++;
            } else if (increment == 0 && b >= '0' && b <= '9') {
                if (b == '0') {
                    throw fail("the indentation of a block must be between 1 and 9", "");
                }
                increment = b - '0';
                pos++;
            }
        }
        skipBlanks();
        if (bytes[pos] == '#') {
            skipComment();
        }
        if (bytes[pos] != '\n' && bytes[pos] != 0) {
            throw fail(
                    startLine,
                    startColumn,
                    "text must not stand on the same line as the " + (literal ? '|' : '>') + " of a block",
                    "start it on the next line, or quote it");
        }
        endToken();
        if (bytes[pos] == '\n') {
            nextLine();
        }
        buffered = 0;
        blockLines(literal, chomp, increment == 0 ? 0 : Math.max(parent, 0) + increment, parent);
        multiLine = true;
        contentLine = 0;
        return bufferedText();
    }

    private void nextLine() {
        pos++;
        line++;
        lineStart = pos;
    }

    private void blockLines(boolean literal, int chomp, int givenIndent, int parent) {
        int indent = givenIndent;
        int deepest = 0;
        int emptyLines = 0;
        boolean pendingBreak = false;
        boolean previousIndented = false;
        while (true) {
            while ((indent == 0 || column() < indent) && bytes[pos] == ' ') {
                pos++;
            }
            deepest = Math.max(deepest, column());
            if (bytes[pos] == '\t' && (indent == 0 || column() < indent)) {
                throw fail("a tab is used as indentation", "YAML allows only spaces there");
            }
            if (bytes[pos] == '\n') {
                emptyLines++;
                nextLine();
                continue;
            }
            if (indent == 0) {
                indent = Math.max(Math.max(deepest, parent + 1), 1);
            }
            if (bytes[pos] == 0 || column() != indent) {
                break;
            }
            boolean indented = bytes[pos] == ' ' || bytes[pos] == '\t';
            if (pendingBreak) {
                if (literal || indented || previousIndented) {
                    append((byte) '\n');
                } else if (emptyLines == 0) {
                    append((byte) ' ');
                }
            }
            appendLineFeeds(emptyLines);
            emptyLines = 0;
            previousIndented = indented;
            int from = pos;
            skipComment();
            append(from, pos);
            endToken();
            pendingBreak = bytes[pos] == '\n';
            if (!pendingBreak) {
                break;
            }
            nextLine();
        }
        if (pendingBreak && chomp != -1) {
            append((byte) '\n');
        }
        if (chomp == 1) {
            appendLineFeeds(emptyLines);
            endLine += emptyLines;
            endLineStart = end;
        }
    }

    private void appendLineFeeds(int count) {
        for (int i = 0; i < count; i++) {
            append((byte) '\n');
        }
    }

    // names

    /** Reads the name of an anchor or alias behind its indicator. */
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
                    "quote the value when it is meant to be text");
        }
        endToken();
        return pool.string(bytes, start, pos);
    }

    private static boolean isNameCharacter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_';
    }

    /** Reads a tag such as {@code !!str}, {@code !local} or {@code !<tag:yaml.org,2002:str>} as it is written. */
    String tag(boolean inFlow) {
        int start = pos;
        pos++;
        if (bytes[pos] == '<') {
            while (bytes[pos] != '>') {
                if (isBlankOrEnd(bytes[pos])) {
                    throw fail("this tag is never closed", "add the closing >");
                }
                pos++;
            }
            pos++;
        } else {
            while (!isBlankOrEnd(bytes[pos])
                    && !(inFlow && (bytes[pos] == ',' || bytes[pos] == ']' || bytes[pos] == '}'))) {
                if (bytes[pos] == '{' || bytes[pos] == '}') {
                    throw fail("a tag must not hold braces", "quote the value when it is meant to be text");
                }
                pos++;
            }
        }
        endToken();
        return pool.string(bytes, start, pos);
    }

    // buffer

    private void append(byte b) {
        if (buffered == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffered * 2);
        }
        buffer[buffered++] = b;
    }

    private void append(int from, int to) {
        int length = to - from;
        if (buffered + length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffered + length, buffer.length * 2));
        }
        System.arraycopy(bytes, from, buffer, buffered, length);
        buffered += length;
    }

    private void appendCharacter(int value) {
        if (value < 0x80) {
            append((byte) value);
            return;
        }
        for (byte b : Character.toString(value).getBytes(StandardCharsets.UTF_8)) {
            append(b);
        }
    }

    private String bufferedText() {
        keep = 0;
        return new String(buffer, 0, buffered, StandardCharsets.UTF_8);
    }

    // failures

    YamlSyntaxException fail(String problem, String hint) {
        return fail(line, markColumn(), problem, hint);
    }

    YamlSyntaxException fail(int atLine, int atColumn, String problem, String hint) {
        return new YamlSyntaxException(new YamlProblem(file, atLine, atColumn, problem, hint));
    }
}
