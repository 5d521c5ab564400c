package dev.capstan.helm.render;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFloat;
import dev.capstan.gotemplate.sprig.EncodedValues;
import dev.capstan.gotemplate.sprig.TimeValue;
import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** TOML as the library BurntSushi/toml writes it: what is not a table first, tables indented by two blanks. */
final class TomlWriter {
    private static final int DEEPEST = 200;

    private final Bounds bounds;
    private final StringBuilder out = new StringBuilder();
    private int counted;

    private TomlWriter(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * A value as a document.
     *
     * @throws FunctionException with the text of the library
     */
    static String write(@Nullable Object value, Bounds bounds) {
        if (value == null) {
            throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
        }
        var writer = new TomlWriter(bounds);
        writer.encode(List.of(), value);
        return writer.out.toString();
    }

    private void encode(List<String> key, @Nullable Object value) {
        if (isNil(value)) {
            return;
        }
        bounds.step();
        if (key.size() > DEEPEST) {
            throw new FunctionException("toml: tables lie in each other " + DEEPEST + " levels deep");
        }
        Map<String, @Nullable Object> table = table(value);
        List<?> list = list(value);
        if (table != null) {
            table(key, table);
        } else if (list != null && isTables(list)) {
            tables(key, list);
        } else {
            member(key, value, false);
        }
    }

    private void table(List<String> key, Map<String, @Nullable Object> table) {
        if (key.size() == 1) {
            newline();
        }
        if (!key.isEmpty()) {
            write(indent(key) + "[" + joined(key) + "]");
            newline();
        }
        members(key, table);
    }

    private void tables(List<String> key, List<?> tables) {
        if (key.isEmpty()) {
            throw new FunctionException("toml: top-level values must be Go maps or structs");
        }
        for (Object one : tables) {
            Map<String, @Nullable Object> table = table(one);
            if (table != null) {
                newline();
                write(indent(key) + "[[" + joined(key) + "]]");
                newline();
                members(key, table);
            }
        }
    }

    private void members(List<String> key, Map<String, @Nullable Object> table) {
        parted(table).forEach(part -> part.forEach((name, value) -> encode(plus(key, name), value)));
    }

    /** What is not a table, then tables. */
    private static List<Map<String, @Nullable Object>> parted(Map<String, @Nullable Object> table) {
        Map<String, @Nullable Object> direct = new LinkedHashMap<>();
        Map<String, @Nullable Object> below = new LinkedHashMap<>();
        table.forEach((name, value) -> {
            List<?> list = list(value);
            boolean isTable = table(value) != null || list != null && isTables(list);
            (isTable ? below : direct).put(name, value);
        });
        return List.of(direct, below);
    }

    private void member(List<String> key, @Nullable Object value, boolean isInline) {
        if (key.isEmpty()) {
            element(value);
            return;
        }
        write(indent(key) + quotedKey(key.getLast()) + " = ");
        element(value);
        if (!isInline) {
            newline();
        }
    }

    private void element(@Nullable Object value) {
        Map<String, @Nullable Object> table = table(value);
        List<?> list = list(value);
        if (table != null) {
            inline(table);
        } else if (list != null) {
            write("[");
            String separator = "";
            for (Object item : list) {
                if (isNil(item)) {
                    throw new FunctionException("toml: cannot encode array with nil element");
                }
                write(separator);
                separator = ", ";
                element(item);
            }
            write("]");
        } else {
            write(scalar(value));
        }
    }

    private void inline(Map<String, @Nullable Object> table) {
        List<Map<String, @Nullable Object>> parts = parted(table);
        write("{");
        for (int i = 0; i < parts.size(); i++) {
            boolean isFollowed = i == 0 && !parts.get(1).isEmpty();
            int left = parts.get(i).size();
            for (var entry : parts.get(i).entrySet()) {
                left--;
                if (!isNil(entry.getValue())) {
                    member(List.of(entry.getKey()), entry.getValue(), true);
                    write(isFollowed || left > 0 ? ", " : "");
                }
            }
        }
        write("}");
    }

    private static String scalar(@Nullable Object value) {
        return switch (value) {
            case null -> throw new FunctionException("unexpected type: nil");
            case String text -> quoted(text);
            case Boolean bool -> bool.toString();
            case Double number -> decimal(number);
            case Float number -> decimal(number);
            case Number number -> number.toString();
            case TimeValue time -> time(time);
            case EncodedValues.Encodable encodable when encodable.encoded() instanceof String text -> quoted(text);
            case GoObject object when object.text() != null -> quoted(object.text());
            default -> throw new FunctionException("unexpected type: " + typeName(value));
        };
    }

    private static String time(TimeValue time) {
        return time.format(
                switch (time.zoneName()) {
                    case "datetime-local" -> "2006-01-02T15:04:05.999999999";
                    case "date-local" -> "2006-01-02";
                    case "time-local" -> "15:04:05.999999999";
                    default -> "2006-01-02T15:04:05.999999999Z07:00";
                });
    }

    private static String typeName(Object value) {
        return GoType.of(value) instanceof GoType type ? type.name() : "nil";
    }

    private static String decimal(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String text = GoFloat.text(value, number instanceof Float, 'g', GoFloat.SHORTEST);
        return text.contains("e") || text.contains(".") ? text : text + ".0";
    }

    private static boolean isNil(@Nullable Object value) {
        return value == null || value instanceof TypedNil;
    }

    private static boolean isTables(List<?> list) {
        boolean isTables = !list.isEmpty();
        for (Object item : list) {
            if (isNil(item)) {
                throw new FunctionException("toml: cannot encode array with nil element");
            }
            isTables &= table(item) != null;
        }
        return isTables;
    }

    private static @Nullable List<?> list(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            List<Integer> list = new ArrayList<>(bytes.length);
            for (byte b : bytes) {
                list.add(b & 0xff);
            }
            return list;
        }
        return value instanceof List<?> list ? list : null;
    }

    private static @Nullable Map<String, @Nullable Object> table(@Nullable Object value) {
        Map<String, @Nullable Object> table = new TreeMap<>(GoString::compare);
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, one) -> table.put((String) name, one));
            return table;
        }
        if (value instanceof GoStruct struct
                && !(value instanceof EncodedValues.Encodable encodable && encodable.encoded() instanceof String)) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (GoField field : struct.structType().fields()) {
                if (field.isExported()) {
                    fields.put(field.name(), struct.field(field.name()));
                }
            }
            return fields;
        }
        return null;
    }

    private static List<String> plus(List<String> key, String name) {
        List<String> longer = new ArrayList<>(key);
        longer.add(name);
        return longer;
    }

    private static String indent(List<String> key) {
        return "  ".repeat(key.size() - 1);
    }

    private static String joined(List<String> key) {
        return String.join(".", key.stream().map(TomlWriter::quotedKey).toList());
    }

    static String quotedKey(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : quoted(name);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private void newline() {
        if (!out.isEmpty()) {
            out.append('\n');
        }
    }

    private void write(String text) {
        out.append(text);
        if (out.length() - counted > 4_096) {
            bounds.value(out.length() - counted);
            counted = out.length();
        }
    }
}
