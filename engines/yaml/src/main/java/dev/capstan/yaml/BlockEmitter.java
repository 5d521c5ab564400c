package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;

/** Writes keys, dashes and text of block style in one of the layouts; what stands where is its callers' business. */
final class BlockEmitter {
    private static final int LONGEST_SIMPLE_KEY = 128;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final Utf8Buffer out;
    private final YamlLayout layout;

    BlockEmitter(Utf8Buffer out, YamlLayout layout) {
        this.out = out;
        this.layout = layout;
    }

    /**
     * Writes a key and its colon.
     *
     * @return whether the colon stands on the line of the key; a key too long for that, or of several lines itself, has
     *     a line of its own
     */
    boolean key(String key, int indent) {
        TextShape shape = TextShape.of(key);
        out.spaces(indent - out.column());
        if (!shape.isMultiLine && utf8Length(key, shape) <= LONGEST_SIMPLE_KEY) {
            key(key, shape);
            out.ascii(':');
            return true;
        }
        out.ascii("? ");
        text(key, shape, layout.below(indent), "");
        endLine();
        out.spaces(indent);
        out.ascii(':');
        return false;
    }

    private static int utf8Length(String text, TextShape shape) {
        if (shape.isAscii) {
            return text.length();
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** After a key comes a map or list: on the next line, unless the key had a line of its own. */
    void beforeCollection(boolean colonOnLineOfKey) {
        if (colonOnLineOfKey) {
            out.lineFeed();
        }
    }

    /** Writes the dash of a list item. */
    void dash(int indent) {
        out.spaces(indent - out.column());
        out.ascii('-');
    }

    void endLine() {
        if (out.column() > 0) {
            out.lineFeed();
        }
    }

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

    /**
     * Writes text in the notation that suits it.
     *
     * @param indent where its further lines begin
     */
    void text(String text, int indent) {
        text(text, TextShape.of(text), indent, "");
    }

    /**
     * As {@link #text(String, int)}, with a comment on the first line of a literal block and the last of everything else.
     *
     * @param comment with its {@code #}; empty for none
     */
    void text(String text, int indent, String comment) {
        TextShape shape = TextShape.of(text);
        text(text, shape, indent, comment);
        if (!comment.isEmpty() && !isLiteral(shape)) {
            comment(comment);
        }
    }

    private boolean isLiteral(TextShape shape) {
        return shape.hasLineFeed && shape.allowsBlock(layout.tabsInBlocks());
    }

    private void comment(String comment) {
        out.ascii(' ');
        comment.codePoints().forEach(out::character);
    }

    private void text(String text, TextShape shape, int indent, String comment) {
        if (isLiteral(shape)) {
            literal(text, indent, comment);
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
        if (shape.isAscii && (!mayFold || out.column() + text.length() <= layout.width())) {
            out.ascii(text);
            return;
        }
        int length = text.length();
        boolean afterSpace = false;
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            if (c == ' ') {
                if (mayFold && !afterSpace && out.column() > layout.width() && text.charAt(i + 1) != ' ') {
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
                        && out.column() > layout.width()
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

    /** Writes text in double quotes, whatever it is. */
    void doubleQuoted(String text, int indent, boolean mayFold) {
        out.ascii('"');
        int length = text.length();
        boolean afterSpace = false;
        // Go looks for the byte order mark at the start of the text, whichever character it is about to write.
        boolean escapeAll = text.startsWith("\uFEFF");
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' && !escapeAll) {
                if (mayFold && !afterSpace && out.column() > layout.width() && i > 1 && i < length) {
                    fold(indent);
                    if (text.charAt(i) == ' ') {
                        out.ascii('\\');
                    }
                } else {
                    out.ascii(' ');
                }
                afterSpace = true;
            } else {
                if (escapeAll || c == '"' || c == '\\' || TextShape.isBreak(c) || !TextShape.isPrintable(c)) {
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

    private void literal(String text, int indent, String comment) {
        out.ascii('|');
        if (text.charAt(0) == ' ' || TextShape.isBreak(text.charAt(0))) {
            out.ascii((char) ('0' + layout.indent()));
        }
        int length = text.length();
        boolean ended = TextShape.isBreak(text.charAt(length - 1));
        if (!ended) {
            out.ascii('-');
        } else if (length == 1 || TextShape.isBreak(text.charAt(length - 2))) {
            out.ascii('+');
        }
        if (!comment.isEmpty()) {
            comment(comment);
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
