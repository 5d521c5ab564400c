package dev.capstan.apply.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ResourceKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The fields of the built-in kinds, from the table that {@code schema/generate.py} derives. Lines are split into fields
 * when a type is first needed. Thread-safe.
 */
public final class BuiltInSchema {

    /** A type of the table. */
    record TypeNumber(int number) {}

    private static final String TABLE = "built-in-kinds.txt";

    private final Map<ResourceKind, TypeNumber> kinds;
    private final List<String> lines;
    private final Map<Integer, Map<String, String>> fields = new ConcurrentHashMap<>();

    private BuiltInSchema(Map<ResourceKind, TypeNumber> kinds, List<String> lines) {
        this.kinds = Map.copyOf(kinds);
        this.lines = List.copyOf(lines);
    }

    /** Reads the table that is part of this library. */
    public static BuiltInSchema load() {
        try (InputStream table = BuiltInSchema.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException(TABLE + " is missing from the library");
            }
            return read(new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static BuiltInSchema read(BufferedReader table) {
        Map<ResourceKind, TypeNumber> kinds = new HashMap<>();
        List<String> types = new ArrayList<>();
        Iterator<String> rows = table.lines().iterator();
        while (rows.hasNext()) {
            String row = rows.next();
            if (row.startsWith("K ")) {
                String[] columns = row.split(" ", -1);
                String group = columns[1].equals("-") ? "" : columns[1];
                kinds.put(
                        new ResourceKind(group, columns[2], columns[3]), new TypeNumber(Integer.parseInt(columns[4])));
            } else {
                types.add(row);
            }
        }
        return new BuiltInSchema(kinds, types);
    }

    /** The type of a built-in kind. */
    Optional<TypeNumber> find(ResourceKind kind) {
        return Optional.ofNullable(kinds.get(kind));
    }

    /** Whether every field that the type knows holds what it may hold. */
    boolean fits(TypeNumber type, JsonNode object) {
        return object.isObject()
                && object.properties().stream().allMatch(field -> {
                    String form = fields(type.number()).get(field.getKey());
                    return form == null || fits(form, field.getValue());
                });
    }

    /**
     * Removes fields that the type does not know, and fields without a value.
     *
     * @param dropped hears the path of every unknown field
     */
    void drop(TypeNumber type, ObjectNode object, Consumer<String> dropped) {
        drop(type.number(), object, "", dropped);
    }

    private void drop(int type, ObjectNode object, String path, Consumer<String> dropped) {
        Map<String, String> known = fields(type);
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String form = known.get(field.getKey());
            String fieldPath = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (form == null) {
                dropped.accept(fieldPath);
                gone.add(field.getKey());
            } else if (field.getValue().isNull()) {
                gone.add(field.getKey());
            } else {
                dropInside(form, field.getValue(), fieldPath, dropped);
            }
        }
        object.remove(gone);
    }

    private void dropInside(String form, JsonNode value, String path, Consumer<String> dropped) {
        switch (form.charAt(0)) {
            case '#' -> {
                if (value instanceof ObjectNode object) {
                    drop(Integer.parseInt(form.substring(1)), object, path, dropped);
                }
            }
            case '[' -> {
                for (int i = 0; i < value.size(); i++) {
                    dropInside(form.substring(1), value.get(i), path + "[" + i + "]", dropped);
                }
            }
            case '{' ->
                value.properties()
                        .forEach(entry ->
                                dropInside(form.substring(1), entry.getValue(), path + "." + entry.getKey(), dropped));
            default -> {
                // A scalar has nothing inside.
            }
        }
    }

    private boolean fits(String form, JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        return switch (form.charAt(0)) {
            case 's' -> value.isTextual();
            case 'i' -> value.isIntegralNumber();
            case 'n' -> value.isNumber();
            case 'b' -> value.isBoolean();
            case 'q' -> value.isTextual() || value.isNumber();
            case 'x' -> value.isTextual() || value.isIntegralNumber();
            case '#' -> fits(new TypeNumber(Integer.parseInt(form.substring(1))), value);
            case '[' -> value.isArray() && all(value, form.substring(1));
            case '{' -> value.isObject() && all(value, form.substring(1));
            default -> true;
        };
    }

    private boolean all(JsonNode container, String form) {
        for (JsonNode element : container) {
            if (!fits(form, element)) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> fields(int type) {
        return fields.computeIfAbsent(type, number -> {
            Map<String, String> split = new HashMap<>();
            String[] columns = lines.get(number).split(" ", -1);
            for (int i = 2; i < columns.length; i++) {
                int colon = columns[i].lastIndexOf(':');
                split.put(columns[i].substring(0, colon), columns[i].substring(colon + 1));
            }
            return Map.copyOf(split);
        });
    }
}
