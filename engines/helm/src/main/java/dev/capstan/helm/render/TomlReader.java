package dev.capstan.helm.render;

import dev.capstan.gotemplate.failure.FunctionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads TOML 1.1 as the library BurntSushi/toml does: whole numbers are int64, fractions float64. */
final class TomlReader {
    private static final int DEEPEST = 200;

    private final TomlText in;
    private final TomlStrings strings;
    private final TomlWords words;
    private final Map<String, @Nullable Object> root = new LinkedHashMap<>();
    private int depth;
    /** What keys stand in: the name of a table. */
    private TomlKey context = TomlKey.NONE;

    private TomlReader(String text) {
        this.in = new TomlText(text);
        this.strings = new TomlStrings(in);
        this.words = new TomlWords(in);
    }

    /** A table that came to be by being named in front of another: it may still be written out. */
    private static final class ImplicitTable extends LinkedHashMap<String, @Nullable Object> {
        private static final long serialVersionUID = 1L;
    }

    /** A list of tables that further ones may join. */
    private static final class Tables extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The table of a document.
     *
     * @throws FunctionException with the text of the library
     */
    static Map<String, @Nullable Object> read(String text) {
        return new TomlReader(text).document();
    }

    private Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> table = root;
        while (in.skipToContent()) {
            if (in.peek() == '[') {
                table = header();
                in.endOfLine();
                in.lastKey = TomlKey.NONE;
            } else {
                member(table);
                in.lastKey = TomlKey.NONE;
                in.endOfLine();
            }
        }
        return root;
    }

    private Map<String, @Nullable Object> header() {
        boolean isList = in.startsWith("[[");
        in.skip(isList ? 2 : 1);
        List<String> key = key(']');
        in.expect(']', "expected '.' or ']' to end table name");
        if (isList) {
            in.expect(']', "expected end of table array name delimiter ']'");
        }
        Map<String, @Nullable Object> table = isList ? appended(key) : opened(key);
        context = TomlKey.NONE.then(key);
        in.lastKey = context;
        return table;
    }

    private Map<String, @Nullable Object> opened(List<String> key) {
        Map<String, @Nullable Object> parent = parent(key);
        String name = key.getLast();
        in.lastKey = TomlKey.NONE.then(key.subList(0, key.size() - 1));
        Object there = parent.get(name);
        if (there instanceof ImplicitTable implicit) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>(implicit);
            parent.put(name, written);
            return written;
        }
        if (parent.containsKey(name)) {
            throw in.failure("Key '" + TomlKey.NONE.then(key) + "' has already been defined.");
        }
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        parent.put(name, table);
        return table;
    }

    private Map<String, @Nullable Object> appended(List<String> key) {
        Map<String, @Nullable Object> parent = parent(key);
        in.lastKey = TomlKey.NONE.then(key.subList(0, key.size() - 1));
        Object there = parent.computeIfAbsent(key.getLast(), _ -> new Tables());
        if (!(there instanceof Tables tables)) {
            throw in.failure(
                    "Key '" + TomlKey.NONE.then(key) + "' was already created and cannot be used as an array.");
        }
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        tables.add(table);
        return table;
    }

    @SuppressWarnings("unchecked") // tables have texts as keys
    private Map<String, @Nullable Object> parent(List<String> key) {
        Map<String, @Nullable Object> table = root;
        for (int i = 0; i < key.size() - 1; i++) {
            Object next = table.computeIfAbsent(key.get(i), _ -> new ImplicitTable());
            if (next instanceof Tables tables) {
                next = tables.getLast();
            }
            if (!(next instanceof Map<?, ?> map)) {
                throw in.failure(
                        "Key '" + TomlKey.NONE.then(key.subList(0, i + 1)) + "' was already created as a hash.");
            }
            table = (Map<String, @Nullable Object>) map;
        }
        return table;
    }

    @SuppressWarnings("unchecked") // tables have texts as keys
    private void member(Map<String, @Nullable Object> table) {
        List<String> key = key('=');
        if (in.atEnd()) {
            throw in.failure("unexpected EOF; expected key separator '='");
        }
        in.expect('=', "expected '.' or '='");
        in.lastKey = context.then(key);
        Map<String, @Nullable Object> target = table;
        for (int i = 0; i < key.size() - 1; i++) {
            Object next = target.computeIfAbsent(key.get(i), _ -> new ImplicitTable());
            if (!(next instanceof Map<?, ?> map)) {
                throw in.failure("Key '" + context.then(key.subList(0, i + 1)) + "' has already been defined.");
            }
            target = (Map<String, @Nullable Object>) map;
        }
        in.skipBlanks();
        Object value = value();
        if (target.containsKey(key.getLast())) {
            throw in.failure("Key '" + context.then(key) + "' has already been defined.");
        }
        target.put(key.getLast(), value);
    }

    private List<String> key(char end) {
        List<String> key = new ArrayList<>();
        while (true) {
            in.skipBlanks();
            key.add(keyPart(end));
            in.skipBlanks();
            if (in.peek() != '.') {
                return key;
            }
            in.skip(1);
        }
    }

    private String keyPart(char end) {
        char c = in.peek();
        if (c == '"' || c == '\'') {
            return strings.quoted();
        }
        int start = in.position();
        while (isBare(in.peek())) {
            in.skip(1);
        }
        boolean isEmpty = in.position() == start;
        if (isEmpty && end == '=' && (c == '=' || in.atEnd())) {
            throw in.failure("unexpected '=': key name appears blank");
        }
        if (isEmpty && end == '=' && c == '.') {
            throw in.failure("unexpected '.': keys cannot start with a '.'");
        }
        if (isEmpty && end == ']' && (c == ']' || in.atEnd())) {
            throw in.failure("unexpected end of table name (table names cannot be empty)");
        }
        if (isEmpty && end == ']' && c == '.') {
            throw in.failure("unexpected table separator (table names cannot be empty)");
        }
        return in.since(start);
    }

    static boolean isBare(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private Object value() {
        if (in.atEnd()) {
            throw in.failure("unexpected EOF; expected value");
        }
        if (++depth > DEEPEST) {
            throw in.failure("values lie in each other " + DEEPEST + " levels deep");
        }
        char c = in.peek();
        Object value = switch (c) {
            case '"', '\'' -> in.startsWith(String.valueOf(c).repeat(3)) ? strings.lines() : strings.quoted();
            case '[' -> list();
            case '{' -> table();
            case '.' -> throw in.failure("floats must start with a digit, not '.'");
            default -> words.read();
        };
        depth--;
        return value;
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        in.skip(1);
        while (true) {
            in.skipToContent();
            if (in.peek() == ']') {
                in.skip(1);
                return list;
            }
            if (in.peek() == ',') {
                throw in.failure("unexpected comma");
            }
            list.add(value());
            in.skipToContent();
            if (in.peek() == ',') {
                in.skip(1);
            } else if (in.peek() != ']') {
                throw in.failure("expected a comma (',') or array terminator (']'), but got " + in.characterOrEnd());
            }
        }
    }

    private Map<String, @Nullable Object> table() {
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        TomlKey outerKey = in.lastKey;
        TomlKey outerContext = context;
        context = outerKey;
        in.skip(1);
        while (true) {
            in.skipToContent();
            if (in.peek() == '}') {
                in.skip(1);
                in.lastKey = outerKey;
                context = outerContext;
                return table;
            }
            if (in.peek() == ',') {
                throw in.failure("unexpected comma");
            }
            member(table);
            in.skipToContent();
            if (in.peek() == ',') {
                in.skip(1);
            } else if (in.peek() != '}') {
                throw in.failure("expected a comma or an inline table terminator '}', but got " + in.characterOrEnd()
                        + " instead");
            }
        }
    }
}
