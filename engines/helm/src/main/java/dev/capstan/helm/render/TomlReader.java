package dev.capstan.helm.render;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.sprig.TimeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads TOML 1.1 as the library BurntSushi/toml does: whole numbers are int64, fractions float64. */
final class TomlReader {
    private static final int DEEPEST = 200;
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9][0-9_]*|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+");
    private static final Pattern FRACTION =
            Pattern.compile("[+-]?(?:inf|nan|[0-9][0-9_]*(?:\\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?)");
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9:.]+(?:[Zz]|[+-][0-9:]+)?)?|[0-9]{2}:[0-9]{2}[0-9:.]*");

    private static final List<String> TIME_LAYOUTS = List.of(
            "2006-01-02T15:04:05.999999999Z07:00",
            "2006-01-02T15:04:05.999999999",
            "2006-01-02",
            "15:04:05.999999999",
            "2006-01-02T15:04Z07:00",
            "2006-01-02T15:04",
            "15:04");

    private final String text;
    private final Map<String, @Nullable Object> root = new LinkedHashMap<>();
    private int at;
    private int line = 1;
    private int depth;
    private String lastKey = "";

    private TomlReader(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
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
        while (skipToContent()) {
            if (peek() != '[') {
                member(table);
            } else if (text.startsWith("[[", at)) {
                at += 2;
                List<String> key = key(']');
                expect("]]", "expected end of table array name delimiter ']'");
                table = appended(key);
            } else {
                at++;
                List<String> key = key(']');
                expect("]", "expected '.' or ']' to end table name");
                table = opened(key);
            }
            endOfLine();
        }
        return root;
    }

    /** Skips blanks, comments and line ends; false at the end. */
    private boolean skipToContent() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipComment();
            } else if (c == '\n') {
                line++;
                at++;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private void endOfLine() {
        skipBlanks();
        if (peek() == '#') {
            skipComment();
        }
        if (at < text.length() && text.charAt(at) != '\n' && !text.startsWith("\r\n", at)) {
            throw failure("expected a top-level item to end with a newline, comment, or EOF, but got " + character()
                    + " instead");
        }
        lastKey = "";
    }

    private Map<String, @Nullable Object> opened(List<String> key) {
        Map<String, @Nullable Object> parent = parent(key);
        String name = key.getLast();
        lastKey = dotted(key.subList(0, key.size() - 1));
        Object there = parent.get(name);
        if (there instanceof ImplicitTable implicit) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>(implicit);
            parent.put(name, written);
            return written;
        }
        if (parent.containsKey(name)) {
            throw failure("Key '" + dotted(key) + "' has already been defined.");
        }
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        parent.put(name, table);
        return table;
    }

    private Map<String, @Nullable Object> appended(List<String> key) {
        Map<String, @Nullable Object> parent = parent(key);
        lastKey = dotted(key.subList(0, key.size() - 1));
        Object there = parent.computeIfAbsent(key.getLast(), _ -> new Tables());
        if (!(there instanceof Tables tables)) {
            throw failure("Key '" + dotted(key) + "' was already created and cannot be used as an array.");
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
                throw failure("Key '" + dotted(key.subList(0, i + 1)) + "' was already created as a hash.");
            }
            table = (Map<String, @Nullable Object>) map;
        }
        return table;
    }

    @SuppressWarnings("unchecked") // tables have texts as keys
    private void member(Map<String, @Nullable Object> table) {
        List<String> key = key('=');
        if (at >= text.length()) {
            throw failure("unexpected EOF; expected key separator '='");
        }
        expect("=", "expected '.' or '='");
        Map<String, @Nullable Object> target = table;
        for (String part : key.subList(0, key.size() - 1)) {
            Object next = target.computeIfAbsent(part, _ -> new ImplicitTable());
            if (!(next instanceof Map<?, ?> map)) {
                throw failure("Key '" + dotted(key) + "' has already been defined.");
            }
            target = (Map<String, @Nullable Object>) map;
        }
        lastKey = dotted(key);
        skipBlanks();
        Object value = value();
        if (target.containsKey(key.getLast())) {
            throw failure("Key '" + dotted(key) + "' has already been defined.");
        }
        target.put(key.getLast(), value);
    }

    private List<String> key(char end) {
        List<String> key = new ArrayList<>();
        while (true) {
            skipBlanks();
            key.add(keyPart(end));
            skipBlanks();
            if (peek() != '.') {
                return key;
            }
            at++;
        }
    }

    private String keyPart(char end) {
        char c = peek();
        if (c == '"' || c == '\'') {
            return quoted(c);
        }
        int start = at;
        while (at < text.length() && isBare(text.charAt(at))) {
            at++;
        }
        if (at == start && end == '=' && (c == '=' || at == text.length())) {
            throw failure("unexpected '=': key name appears blank");
        }
        if (at == start && end == '=' && c == '.') {
            throw failure("unexpected '.': keys cannot start with a '.'");
        }
        if (at == start && end == ']' && (c == ']' || at == text.length())) {
            throw failure("unexpected end of table name (table names cannot be empty)");
        }
        if (at == start && end == ']' && c == '.') {
            throw failure("unexpected table separator (table names cannot be empty)");
        }
        return text.substring(start, at);
    }

    private static boolean isBare(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private Object value() {
        if (at == text.length()) {
            throw failure("unexpected EOF; expected value");
        }
        if (++depth > DEEPEST) {
            throw failure("values lie in each other " + DEEPEST + " levels deep");
        }
        char c = text.charAt(at);
        Object value = switch (c) {
            case '"', '\'' -> text.startsWith(String.valueOf(c).repeat(3), at) ? lines(c) : quoted(c);
            case '[' -> list();
            case '{' -> table();
            case '.' -> throw failure("floats must start with a digit, not '.'");
            default -> word();
        };
        depth--;
        return value;
    }

    private Object word() {
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        if (at + 1 < text.length()
                && text.charAt(at) == ' '
                && Character.isDigit(text.charAt(at + 1))
                && TIME.matcher(text.substring(start, at)).matches()) {
            at++;
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
        }
        String word = text.substring(start, at);
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        if (WHOLE.matcher(word).matches()) {
            return whole(word);
        }
        if (FRACTION.matcher(word).matches()) {
            return fraction(word);
        }
        if (TIME.matcher(word).matches()) {
            return time(word);
        }
        if (word.isEmpty()) {
            throw failure("expected value but found " + character() + " instead");
        }
        if (Character.isLetter(word.charAt(0))) {
            throw failure("expected value but found " + Quote.quote(word) + " instead");
        }
        throw failure("Invalid float value: " + Quote.quote(word));
    }

    private Object time(String word) {
        String text = word.replace('z', 'Z').replace('t', 'T').replace(' ', 'T');
        for (String layout : TIME_LAYOUTS) {
            try {
                return TimeValue.parse(layout, text);
            } catch (FunctionException anotherLayout) {
                continue;
            }
        }
        throw failure("Invalid TOML Datetime: " + Quote.quote(text) + ".");
    }

    private static boolean isWord(char c) {
        return isBare(c) || c == '+' || c == '.' || c == ':' || Character.isLetter(c);
    }

    private Object whole(String word) {
        boolean hasPrefix = word.length() > 2 && Character.isLetter(word.charAt(1));
        String digits = hasPrefix ? word.substring(2) : word;
        if (!isUnderscored(digits)) {
            throw failure("Invalid integer " + Quote.quote(word) + ": underscores must be surrounded by digits");
        }
        String plain = digits.replaceFirst("^[+-]", "");
        if (!hasPrefix && plain.length() > 1 && plain.startsWith("0")) {
            throw failure("Invalid integer " + Quote.quote(word) + ": cannot have leading zeroes");
        }
        int radix = !hasPrefix ? 10 : word.charAt(1) == 'x' ? 16 : word.charAt(1) == 'o' ? 8 : 2;
        try {
            return Long.parseLong(digits.replace("_", ""), radix);
        } catch (NumberFormatException e) {
            throw failure(word + " is out of range for int64");
        }
    }

    private static boolean isUnderscored(String digits) {
        return !digits.startsWith("_") && !digits.endsWith("_") && !digits.contains("__");
    }

    private Object fraction(String word) {
        String plain = word.replace("_", "");
        if (plain.endsWith("inf")) {
            return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (plain.endsWith("nan")) {
            return Double.NaN;
        }
        String unsigned = plain.replaceFirst("^[+-]", "");
        if (unsigned.length() > 1 && unsigned.startsWith("0") && Character.isDigit(unsigned.charAt(1))) {
            throw failure("Invalid float " + Quote.quote(word) + ": cannot have leading zeroes");
        }
        double value = Double.parseDouble(plain);
        if (Double.isInfinite(value)) {
            throw failure(word + " is out of range for float64");
        }
        return value;
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        while (true) {
            skipToContent();
            if (peek() == ']') {
                at++;
                return list;
            }
            if (peek() == ',') {
                throw failure("unexpected comma");
            }
            list.add(value());
            skipToContent();
            if (peek() == ',') {
                at++;
            } else if (peek() != ']') {
                throw failure("expected a comma (',') or array terminator (']'), but got " + characterOrEnd());
            }
        }
    }

    private Map<String, @Nullable Object> table() {
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        String outer = lastKey;
        at++;
        while (true) {
            skipToContent();
            if (peek() == '}') {
                at++;
                lastKey = outer;
                return table;
            }
            if (peek() == ',') {
                throw failure("unexpected comma");
            }
            member(table);
            skipToContent();
            if (peek() == ',') {
                at++;
            } else if (peek() != '}') {
                throw failure(
                        "expected a comma or an inline table terminator '}', but got " + characterOrEnd() + " instead");
            }
        }
    }

    private String quoted(char quote) {
        at++;
        var out = new StringBuilder();
        while (true) {
            if (at == text.length()) {
                throw failure("unexpected EOF; expected " + (quote == '"' ? "'\"'" : "\"'\""));
            }
            char c = text.charAt(at++);
            if (c == quote) {
                return out.toString();
            }
            if (c == '\n') {
                throw failure("strings cannot contain newlines");
            }
            if (c == '\\' && quote == '"') {
                escape(out);
            } else {
                out.append(c);
            }
        }
    }

    /** A text in three quotes each. */
    private String lines(char quote) {
        String end = String.valueOf(quote).repeat(3);
        at += 3;
        at += text.startsWith("\r\n", at) ? 2 : peek() == '\n' ? 1 : 0;
        var out = new StringBuilder();
        while (true) {
            if (at == text.length()) {
                throw failure("unexpected EOF; expected " + (quote == '"' ? "'\"\"\"'" : "\"'''\""));
            }
            if (text.startsWith(end, at) && (at + 3 == text.length() || text.charAt(at + 3) != quote)) {
                at += 3;
                return out.toString();
            }
            char c = text.charAt(at++);
            line += c == '\n' ? 1 : 0;
            if (c == '\\' && quote == '"') {
                int content = at;
                while (content < text.length() && " \t\r\n".indexOf(text.charAt(content)) >= 0) {
                    content++;
                }
                if (text.substring(at, content).contains("\n")) {
                    at = content;
                } else {
                    escape(out);
                }
            } else {
                out.append(c);
            }
        }
    }

    private void escape(StringBuilder out) {
        char c = at < text.length() ? text.charAt(at++) : '\0';
        switch (c) {
            case 'b' -> out.append('\b');
            case 't' -> out.append('\t');
            case 'n' -> out.append('\n');
            case 'f' -> out.append('\f');
            case 'r' -> out.append('\r');
            case 'e' -> out.append('\u001b');
            case '"', '\\' -> out.append(c);
            case 'x' -> out.appendCodePoint(hex(2, "expected two hexadecimal digits after '\\x'"));
            case 'u' -> out.appendCodePoint(hex(4, "expected four hexadecimal digits after '\\u'"));
            case 'U' -> out.appendCodePoint(hex(8, "expected eight hexadecimal digits after '\\U'"));
            default -> throw failure("invalid escape in string '\\" + c + "'");
        }
    }

    private int hex(int digits, String problem) {
        int end = Math.min(text.length(), at + digits);
        String number = text.substring(at, end);
        if (!number.matches("[0-9A-Fa-f]{" + digits + "}")) {
            throw failure(problem + ", but got " + Quote.quote(number) + " instead");
        }
        long c = Long.parseLong(number, 16);
        if (c > Character.MAX_CODE_POINT || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw failure("Escaped character '\\u" + number + "' is not valid UTF-8.");
        }
        at = end;
        return (int) c;
    }

    private void expect(String wanted, String problem) {
        if (!text.startsWith(wanted, at)) {
            throw failure(problem + ", but got " + character() + " instead");
        }
        at += wanted.length();
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private String character() {
        return GoFormat.printf(
                "%q", List.of(at < text.length() ? text.codePointAt(at) : 0), Bounds.start(Limits.STANDARD));
    }

    private String characterOrEnd() {
        return at < text.length() ? "'" + Character.toString(text.codePointAt(at)) + "'" : "end of file";
    }

    private static String dotted(List<String> key) {
        return String.join(".", key.stream().map(TomlWriter::quotedKey).toList());
    }

    private FunctionException failure(String problem) {
        return new FunctionException("toml: line " + line
                + (lastKey.isEmpty() ? "" : " (last key " + Quote.quote(lastKey) + ")") + ": " + problem);
    }
}
