package dev.capstan.helm.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The little language of {@code --set}: {@code a.b=1,c[0].d={x,y}}. A backslash takes the next character as it is. Sets into maps and
 * lists that may be changed.
 */
public final class SetExpression {
    /** Helm's highest index of a list, so that a few characters do not make gigabytes. */
    private static final int HIGHEST_INDEX = 65_536;
    /** Helm's deepest nesting of names. */
    private static final int DEEPEST_NAME = 30;

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    /** How a value is understood. */
    public enum Syntax {
        /** {@code true}, {@code null} and whole numbers are what they look like; everything else is text: {@code --set}. */
        TYPED,
        /** Everything is text: {@code --set-string}. */
        TEXT,
        /** A JSON value: {@code --set-json}. */
        JSON,
        /** The name of a file whose text is the value: {@code --set-file}. */
        FILE,
        /** All that follows the first equals sign is text, whatever it holds: {@code --set-literal}. */
        LITERAL
    }

    /** Gives the texts of files. */
    @FunctionalInterface
    public interface FileTexts {
        /** Knows no file. */
        FileTexts NONE = name -> {
            throw new InvalidValuesException("open " + name + ": no such file or directory");
        };

        /**
         * The text of a file.
         *
         * @throws InvalidValuesException when it cannot be read
         */
        String read(String name) throws InvalidValuesException;
    }

    /** A list, and whether the expression ended on the way. */
    private record Items(List<@Nullable Object> list, boolean isEnd) {}

    private final SetInput input;
    private final Syntax syntax;
    private final FileTexts files;

    private SetExpression(String expression, Syntax syntax, FileTexts files) {
        this.input = new SetInput(expression, syntax != Syntax.LITERAL);
        this.syntax = syntax;
        this.files = files;
    }

    /**
     * Sets what an expression says.
     *
     * @param values are changed, also when the expression turns out to be faulty further on
     * @throws InvalidValuesException when the expression is faulty, or sets below something that is not a map or list
     */
    public static void apply(String expression, Syntax syntax, Map<String, @Nullable Object> values)
            throws InvalidValuesException {
        apply(expression, syntax, values, FileTexts.NONE);
    }

    /** As {@link #apply(String, Syntax, Map)}, with files for {@link Syntax#FILE}. */
    public static void apply(String expression, Syntax syntax, Map<String, @Nullable Object> values, FileTexts files)
            throws InvalidValuesException {
        var parser = new SetExpression(expression, syntax, files);
        boolean isEnd = false;
        while (!isEnd) {
            isEnd = parser.key(values, 0);
        }
    }

    /** Reads a name and sets its value; true at the end of the expression. */
    private boolean key(Map<String, @Nullable Object> data, int depth) throws InvalidValuesException {
        SetInput.Word key = input.word(syntax == Syntax.LITERAL ? "=[." : "=[,.");
        if (key.isLast()) {
            if (key.text().isEmpty()) {
                return true;
            }
            throw new InvalidValuesException("key " + GoText.quoted(key.text()) + " has no value");
        }
        return switch (key.end()) {
            case '[' -> itemOf(data, key.text(), depth);
            case '=' -> valueOf(data, key.text());
            case '.' -> below(data, key.text(), depth + 1);
            default ->
                throw new InvalidValuesException(
                        "key " + GoText.quoted(key.text()) + " has no value (cannot end with ,)");
        };
    }

    private boolean itemOf(Map<String, @Nullable Object> data, String key, int depth) throws InvalidValuesException {
        SetInput.Word index = input.word("]");
        if (index.isLast()) {
            return true;
        }
        int place = index(index.text());
        List<@Nullable Object> list = data.containsKey(key) ? list(data.get(key)) : new ArrayList<>();
        Items items = item(list, place, depth);
        set(data, key, items.list());
        return items.isEnd();
    }

    private boolean valueOf(Map<String, @Nullable Object> data, String key) throws InvalidValuesException {
        switch (syntax) {
            case LITERAL -> set(data, key, input.rest());
            case JSON -> set(data, key, input.json());
            case TYPED, TEXT, FILE -> {
                if (input.isAtEnd()) {
                    set(data, key, "");
                    return true;
                }
                set(data, key, value());
            }
        }
        return false;
    }

    private boolean below(Map<String, @Nullable Object> data, String key, int depth) throws InvalidValuesException {
        if (depth > DEEPEST_NAME) {
            throw new InvalidValuesException(
                    "value name nested level is greater than maximum supported nested level of " + DEEPEST_NAME);
        }
        Map<String, @Nullable Object> inner = data.containsKey(key) ? table(data.get(key)) : new LinkedHashMap<>();
        boolean isEnd = key(inner, depth);
        if (!isEnd && inner.isEmpty()) {
            throw new InvalidValuesException("key map " + GoText.quoted(key) + " has no value");
        }
        if (!inner.isEmpty()) {
            set(data, key, inner);
        }
        return isEnd;
    }

    private Items item(List<@Nullable Object> list, int place, int depth) throws InvalidValuesException {
        if (place < 0) {
            throw new InvalidValuesException("negative " + place + " index not allowed");
        }
        SetInput.Word after = input.word("[.=");
        if (!after.text().isEmpty()) {
            throw new InvalidValuesException(
                    "unexpected data at end of array index: " + GoText.characters(after.text()));
        }
        if (after.isLast()) {
            return new Items(list, true);
        }
        return switch (after.end()) {
            case '=' -> new Items(withItem(list, place, itemValue()), false);
            case '[' -> itemOfItem(list, place, depth);
            default -> belowItem(list, place, depth);
        };
    }

    private @Nullable Object itemValue() throws InvalidValuesException {
        return switch (syntax) {
            case LITERAL -> input.rest();
            case JSON -> input.json();
            case TYPED, TEXT, FILE -> input.isAtEnd() ? "" : value();
        };
    }

    private Items itemOfItem(List<@Nullable Object> list, int place, int depth) throws InvalidValuesException {
        SetInput.Word index = input.word("]");
        if (index.isLast()) {
            return new Items(list, true);
        }
        Object there = place < list.size() ? list.get(place) : null;
        Items inner = item(there == null ? new ArrayList<>() : list(there), index(index.text()), depth);
        return inner.isEnd() ? new Items(list, true) : new Items(withItem(list, place, inner.list()), false);
    }

    private Items belowItem(List<@Nullable Object> list, int place, int depth) throws InvalidValuesException {
        Map<String, @Nullable Object> inner = place < list.size() ? Tables.table(list.get(place)) : null;
        if (inner == null) {
            inner = new LinkedHashMap<>();
            if (place < list.size()) {
                list.set(place, inner);
            }
        }
        return key(inner, depth) ? new Items(list, true) : new Items(withItem(list, place, inner), false);
    }

    private static List<@Nullable Object> withItem(List<@Nullable Object> list, int place, @Nullable Object value)
            throws InvalidValuesException {
        if (place > HIGHEST_INDEX) {
            throw new InvalidValuesException(
                    "index of " + place + " is greater than maximum supported index of " + HIGHEST_INDEX);
        }
        while (list.size() <= place) {
            list.add(null);
        }
        list.set(place, value);
        return list;
    }

    private static void set(Map<String, @Nullable Object> data, String key, @Nullable Object value) {
        if (!key.isEmpty()) {
            data.put(key, value);
        }
    }

    private static int index(String text) throws InvalidValuesException {
        if (!INTEGER.matcher(text).matches()) {
            throw new InvalidValuesException(
                    "error parsing index: strconv.Atoi: parsing " + GoText.quoted(text) + ": invalid syntax");
        }
        try {
            return (int) Math.clamp(Long.parseLong(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
        } catch (NumberFormatException tooLarge) {
            throw new InvalidValuesException(
                    "error parsing index: strconv.Atoi: parsing " + GoText.quoted(text) + ": value out of range");
        }
    }

    /** A list in braces, or one value. */
    private @Nullable Object value() throws InvalidValuesException {
        if (!input.skips('{')) {
            return typed(input.word(",").text());
        }
        List<@Nullable Object> list = new ArrayList<>();
        while (true) {
            SetInput.Word item = input.word(",}");
            if (item.isLast()) {
                throw new InvalidValuesException("list must terminate with '}'");
            }
            if (item.end() == '}') {
                input.skips(',');
                list.add(typed(item.text()));
                return list;
            }
            list.add(typed(item.text()));
        }
    }

    private @Nullable Object typed(String text) throws InvalidValuesException {
        if (syntax == Syntax.FILE) {
            return files.read(text);
        }
        if (syntax == Syntax.TEXT) {
            return text;
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        if (text.equalsIgnoreCase("null")) {
            return null;
        }
        if (text.equals("0")) {
            return 0L;
        }
        if (INTEGER.matcher(text).matches() && !text.startsWith("0")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException tooLarge) {
                return text;
            }
        }
        return text;
    }

    @SuppressWarnings("unchecked") // lists of values hold objects
    private static List<@Nullable Object> list(@Nullable Object value) throws InvalidValuesException {
        if (value instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw notOfType(value, "[]interface {}");
    }

    private static Map<String, @Nullable Object> table(@Nullable Object value) throws InvalidValuesException {
        Map<String, @Nullable Object> table = Tables.table(value);
        if (table == null) {
            throw notOfType(value, "map[string]interface {}");
        }
        return table;
    }

    private static InvalidValuesException notOfType(@Nullable Object value, String wanted) {
        return new InvalidValuesException(
                "unable to parse key: interface conversion: interface {} is " + GoText.type(value) + ", not " + wanted);
    }
}
