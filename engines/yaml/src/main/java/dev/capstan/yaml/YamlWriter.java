package dev.capstan.yaml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes values as the kustomize command prints them: keys sorted, two blanks per level, list items at the level of
 * their key, text quoted only where it must be, long lines folded after column 80. Numbers are written by value
 * ({@code 0777} comes out as 511), so what is printed means the same to every YAML reader.
 *
 * <p>An instance collects documents one after the other and is not thread-safe; several may work at once.
 */
public final class YamlWriter {
    private static final int WIDTH = 80;
    private static final int LONGEST_SIMPLE_KEY = 128;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final Utf8Buffer out;
    private final boolean sortKeys;

    public YamlWriter() {
        this(true);
    }

    private YamlWriter(boolean sortKeys) {
        this.out = new Utf8Buffer(4096);
        this.sortKeys = sortKeys;
    }

    /** A writer that leaves keys in the order of their maps. */
    public static YamlWriter keepingKeyOrder() {
        return new YamlWriter(false);
    }

    /**
     * One value as a document of its own.
     *
     * @throws UnwritableValueException as {@link #append}
     */
    public static byte[] write(YamlNode node) {
        return new YamlWriter().append(node).toBytes();
    }

    /** All values as documents with {@code ---} between them; no bytes for none. */
    public static byte[] writeAll(List<? extends YamlNode> nodes) {
        YamlWriter writer = new YamlWriter();
        for (YamlNode node : nodes) {
            writer.appendDocument(node);
        }
        return writer.toBytes();
    }

    /** Adds a document, with {@code ---} before it when it is not the first. */
    public YamlWriter appendDocument(YamlNode node) {
        if (out.size() > 0) {
            out.ascii("---");
            out.lineFeed();
        }
        return append(node);
    }

    /**
     * Adds a value without any separator.
     *
     * @throws UnwritableValueException for values that JSON cannot hold: infinite numbers, keys that are not strings
     */
    public YamlWriter append(YamlNode node) {
        switch (node) {
            case YamlMap map when !map.isEmpty() -> map(map, 0, true);
            case YamlList list when !list.isEmpty() -> list(list, 0);
            default -> {
                leaf(node, 2);
                endLine();
            }
        }
        return this;
    }

    public byte[] toBytes() {
        return out.toBytes();
    }

    /** Bytes collected so far. */
    public int size() {
        return out.size();
    }

    /** Writes everything collected to a stream. */
    public void writeTo(OutputStream target) throws IOException {
        out.writeTo(target);
    }

    private void endLine() {
        if (out.column() > 0) {
            out.lineFeed();
        }
    }

    /**
     * @param onDash whether the first entry stands on the line that is already begun (after a dash)
     */
    private void map(YamlMap map, int indent, boolean top) {
        int[] order = sortKeys ? KeyOrder.sorted(map) : null;
        int size = map.size();
        for (int i = 0; i < size; i++) {
            int place = order == null ? i : order[i];
            YamlScalar key = map.keyAt(place);
            if (key.kind() != ScalarKind.STRING && (!top || key.isNull())) {
                throw new UnwritableValueException(key.mark(), "the key " + key.text() + " is not a string");
            }
            out.spaces(indent - out.column());
            entry(key.text(), map.valueAt(place), indent);
        }
    }

    private void entry(String key, YamlNode value, int indent) {
        TextShape shape = TextShape.of(key);
        if (shape.isMultiLine || utf8Length(key, shape) > LONGEST_SIMPLE_KEY) {
            complexEntry(key, shape, value, indent);
            return;
        }
        key(key, shape);
        out.ascii(':');
        switch (value) {
            case YamlMap map
            when !map.isEmpty() -> {
                out.lineFeed();
                map(map, indent + 2, false);
            }
            case YamlList list
            when !list.isEmpty() -> {
                out.lineFeed();
                list(list, indent);
            }
            default -> {
                out.ascii(' ');
                leaf(value, indent + 2);
                endLine();
            }
        }
    }

    /** A key too long for one line with its value, or of several lines itself. */
    private void complexEntry(String key, TextShape shape, YamlNode value, int indent) {
        out.ascii("? ");
        text(key, shape, indent + 2);
        endLine();
        out.spaces(indent);
        out.ascii(": ");
        switch (value) {
            case YamlMap map when !map.isEmpty() -> map(map, indent + 2, false);
            case YamlList list when !list.isEmpty() -> list(list, indent + 2);
            default -> {
                leaf(value, indent + 2);
                endLine();
            }
        }
    }

    private static int utf8Length(String text, TextShape shape) {
        if (shape.isAscii) {
            return text.length();
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void list(YamlList list, int indent) {
        int size = list.size();
        for (int i = 0; i < size; i++) {
            YamlNode item = list.get(i);
            out.spaces(indent - out.column());
            out.ascii('-');
            out.ascii(' ');
            switch (item) {
                case YamlMap map when !map.isEmpty() -> map(map, indent + 2, false);
                case YamlList inner when !inner.isEmpty() -> list(inner, indent + 2);
                default -> {
                    leaf(item, indent + 2);
                    endLine();
                }
            }
        }
    }

    private void leaf(YamlNode node, int indent) {
        switch (node) {
            case YamlMap _ -> out.ascii("{}");
            case YamlList _ -> out.ascii("[]");
            case YamlScalar scalar -> scalar(scalar, indent);
        }
    }

    private void scalar(YamlScalar scalar, int indent) {
        switch (scalar.kind()) {
            case STRING -> {
                String text = scalar.printedText();
                text(text, TextShape.of(text), indent);
            }
            case BOOL -> out.ascii(ScalarResolver.truth(scalar.text()) ? "true" : "false");
            case NULL -> out.ascii("null");
            case INT -> out.ascii(JsonNumbers.integer(scalar));
            case FLOAT -> out.ascii(number(scalar));
            case TIMESTAMP -> {
                String time = GoTime.rfc3339(scalar.text());
                doubleQuoted(time == null ? scalar.text() : time, indent, true);
            }
        }
    }

    /** A float goes through JSON first, where a whole number looks like an integer. */
    private static String number(YamlScalar scalar) {
        double value = JsonNumbers.finite(scalar);
        String json = GoNumbers.jsonFloat(value);
        String integer = json.equals("-0") ? "0" : GoNumbers.integer(json);
        return integer != null ? integer : GoNumbers.yamlFloat(value);
    }

    // text

    private void key(String text, TextShape shape) {
        if (text.isEmpty()) {
            out.ascii("\"\"");
        } else if (!wantsPlain(text)) {
            doubleQuoted(text, 0, false);
        } else if (shape.allowsPlain) {
            plain(text, shape, 0, false);
        } else if (shape.allowsSingleQuotes) {
            singleQuoted(text, 0, false);
        } else {
            doubleQuoted(text, 0, false);
        }
    }

    private void text(String text, TextShape shape, int indent) {
        if (shape.hasLineFeed && shape.allowsBlock) {
            literal(text, indent);
        } else if (shape.hasLineFeed || !wantsPlain(text)) {
            doubleQuoted(text, indent, true);
        } else if (shape.allowsPlain) {
            plain(text, shape, indent, true);
        } else if (shape.allowsSingleQuotes) {
            singleQuoted(text, indent, true);
        } else {
            doubleQuoted(text, indent, true);
        }
    }

    /** Whether a text without quotes would be read as a string by all those who read YAML. */
    private static boolean wantsPlain(String text) {
        return ScalarResolver.kubernetes(text) == ScalarKind.STRING && !ScalarResolver.isBase60(text);
    }

    private void plain(String text, TextShape shape, int indent, boolean mayFold) {
        if (shape.isAscii && (!mayFold || out.column() + text.length() <= WIDTH)) {
            out.ascii(text);
            return;
        }
        int length = text.length();
        boolean afterSpace = false;
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            if (c == ' ') {
                if (mayFold && !afterSpace && out.column() > WIDTH && text.charAt(i + 1) != ' ') {
                    fold(indent);
                } else {
                    out.ascii(' ');
                }
                afterSpace = true;
            } else {
                out.character(c);
                afterSpace = false;
            }
            i += Character.charCount(c);
        }
    }

    private void fold(int indent) {
        out.lineFeed();
        out.spaces(indent);
    }

    private void singleQuoted(String text, int indent, boolean mayFold) {
        out.ascii('\'');
        int length = text.length();
        boolean afterSpace = false;
        boolean afterBreak = false;
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            if (c == ' ') {
                if (mayFold
                        && !afterSpace
                        && out.column() > WIDTH
                        && i > 0
                        && i < length - 1
                        && text.charAt(i + 1) != ' ') {
                    fold(indent);
                } else {
                    out.ascii(' ');
                }
                afterSpace = true;
            } else if (TextShape.isBreak(c)) {
                out.character(c);
                out.startOfLine();
                afterBreak = true;
            } else {
                if (afterBreak) {
                    out.spaces(indent);
                }
                if (c == '\'') {
                    out.ascii('\'');
                }
                out.character(c);
                afterSpace = false;
                afterBreak = false;
            }
            i += Character.charCount(c);
        }
        out.ascii('\'');
    }

    private void doubleQuoted(String text, int indent, boolean mayFold) {
        out.ascii('"');
        int length = text.length();
        boolean afterSpace = false;
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ') {
                if (mayFold && !afterSpace && out.column() > WIDTH && i > 1 && i < length) {
                    fold(indent);
                    if (text.charAt(i) == ' ') {
                        out.ascii('\\');
                    }
                } else {
                    out.ascii(' ');
                }
                afterSpace = true;
            } else {
                if (c == '"' || c == '\\' || TextShape.isBreak(c) || !TextShape.isPrintable(c)) {
                    escaped(c);
                } else {
                    out.character(c);
                }
                afterSpace = false;
            }
        }
        out.ascii('"');
    }

    private void escaped(int c) {
        out.ascii('\\');
        char letter = switch (c) {
            case 0x00 -> '0';
            case 0x07 -> 'a';
            case 0x08 -> 'b';
            case 0x09 -> 't';
            case 0x0A -> 'n';
            case 0x0B -> 'v';
            case 0x0C -> 'f';
            case 0x0D -> 'r';
            case 0x1B -> 'e';
            case '"' -> '"';
            case '\\' -> '\\';
            case 0x85 -> 'N';
            case 0xA0 -> '_';
            case 0x2028 -> 'L';
            case 0x2029 -> 'P';
            default -> c <= 0xFF ? 'x' : c <= 0xFFFF ? 'u' : 'U';
        };
        out.ascii(letter);
        int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            out.ascii(HEX[c >> shift & 0x0F]);
        }
    }

    private void literal(String text, int indent) {
        out.ascii('|');
        if (text.charAt(0) == ' ' || TextShape.isBreak(text.charAt(0))) {
            out.ascii('2');
        }
        int length = text.length();
        boolean ended = TextShape.isBreak(text.charAt(length - 1));
        if (!ended) {
            out.ascii('-');
        } else if (length == 1 || TextShape.isBreak(text.charAt(length - 2))) {
            out.ascii('+');
        }
        out.lineFeed();
        boolean atStart = true;
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            if (TextShape.isBreak(c)) {
                out.character(c);
                out.startOfLine();
                atStart = true;
            } else {
                if (atStart) {
                    out.spaces(indent);
                    atStart = false;
                }
                out.character(c);
            }
            i += Character.charCount(c);
        }
    }
}
