package dev.capstan.yaml;

import java.util.ArrayList;
import java.util.List;

/** A reader for JSON proper: double quotes, no comments, one value. */
final class JsonReader {
    private final Scanner in;
    private final Limits limits;
    private final boolean takesDuplicates;
    private int depth;

    /** Of a key given twice the last value counts, as in Go. */
    JsonReader(String file, byte[] text, Limits limits) {
        this(file, text, limits, true);
    }

    /** @param takesDuplicates whether a key may be given twice */
    JsonReader(String file, byte[] text, Limits limits, boolean takesDuplicates) {
        this.limits = limits;
        this.takesDuplicates = takesDuplicates;
        this.in = new Scanner(file, SourceText.json(file, text, limits));
    }

    YamlNode document() {
        skip();
        YamlNode value = value();
        skip();
        if (!in.atEnd()) {
            throw in.fail("unexpected text after the JSON value", "");
        }
        return value;
    }

    private void skip() {
        while (true) {
            byte b = in.current();
            if (b == '\n') {
                in.pos++;
                in.line++;
                in.lineStart = in.pos;
            } else if (b == ' ' || b == '\t') {
                in.pos++;
            } else {
                return;
            }
        }
    }

    private YamlNode value() {
        int line = in.line;
        int column = in.markColumn();
        return switch (in.current()) {
            case '{' -> object(line, column);
            case '[' -> array(line, column);
            case '"' -> string(line, column);
            case 't' -> word("true", ScalarKind.BOOL, line, column);
            case 'f' -> word("false", ScalarKind.BOOL, line, column);
            case 'n' -> word("null", ScalarKind.NULL, line, column);
            default -> number(line, column);
        };
    }

    private YamlScalar string(int line, int column) {
        String text = in.jsonString();
        return new YamlScalar(text, ScalarKind.STRING, ScalarStyle.DOUBLE_QUOTED, line, column);
    }

    private YamlScalar word(String word, ScalarKind kind, int line, int column) {
        for (int i = 0; i < word.length(); i++) {
            if (in.bytes[in.pos + i] != word.charAt(i)) {
                throw in.fail("a JSON value is expected here", "put text in double quotes");
            }
        }
        in.pos += word.length();
        return new YamlScalar(word, kind, ScalarStyle.PLAIN, line, column);
    }

    private YamlScalar number(int line, int column) {
        int start = in.pos;
        while (isNumberCharacter(in.current())) {
            in.pos++;
        }
        String text = in.pool.string(in.bytes, start, in.pos);
        if (!isJsonNumber(text)) {
            in.pos = start;
            throw in.fail("a JSON value is expected here", "put text in double quotes");
        }
        boolean whole = !text.equals("-0") && text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        ScalarKind kind = whole && GoNumbers.isInteger(text) ? ScalarKind.INT : ScalarKind.FLOAT;
        return new YamlScalar(text, kind, ScalarStyle.PLAIN, line, column);
    }

    private static boolean isNumberCharacter(byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    private static boolean isJsonNumber(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        boolean leadingZero =
                text.length() > digits + 1 && text.charAt(digits) == '0' && Character.isDigit(text.charAt(digits + 1));
        int dot = text.indexOf('.');
        boolean bareDot =
                dot == digits || dot >= 0 && (dot + 1 >= text.length() || !Character.isDigit(text.charAt(dot + 1)));
        return !text.startsWith("+") && !leadingZero && !bareDot && ScalarResolver.isDecimalFloat(text);
    }

    private YamlMap object(int line, int column) {
        enter(line, column);
        YamlMap.Builder members = YamlMap.builder().flow(line, column);
        in.pos++;
        skip();
        if (in.current() == '}') {
            in.pos++;
        } else {
            do {
                skip();
                if (in.current() != '"') {
                    throw in.fail("a key in double quotes is expected here", "");
                }
                YamlScalar key = string(in.line, in.markColumn());
                if (!takesDuplicates && members.has(key.text())) {
                    throw in.fail(
                            key.line(),
                            key.column(),
                            "the key \"" + key.text() + "\" is already defined",
                            "keep one of the two");
                }
                skip();
                expect(':');
                skip();
                members.put(key, value());
                skip();
            } while (separator('}'));
        }
        depth--;
        return members.build();
    }

    private YamlList array(int line, int column) {
        enter(line, column);
        List<YamlNode> items = new ArrayList<>();
        in.pos++;
        skip();
        if (in.current() == ']') {
            in.pos++;
        } else {
            do {
                skip();
                items.add(value());
                skip();
            } while (separator(']'));
        }
        depth--;
        return new YamlList(items.toArray(new YamlNode[0]), CollectionStyle.FLOW, line, column);
    }

    private void enter(int line, int column) {
        depth++;
        if (depth > limits.depth()) {
            throw in.fail(line, column, "the JSON is nested deeper than " + limits.depth() + " levels", "flatten it");
        }
    }

    private boolean separator(char close) {
        if (in.current() == ',') {
            in.pos++;
            return true;
        }
        expect(close);
        return false;
    }

    private void expect(char expected) {
        if (in.current() != expected) {
            throw in.fail("a " + expected + " is expected here", "");
        }
        in.pos++;
    }
}
