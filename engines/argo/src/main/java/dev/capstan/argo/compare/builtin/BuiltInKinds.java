package dev.capstan.argo.compare.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kinds whose Go types are known to kubectl and the API server, from the table that {@code schema/generate.py} makes.
 * Lines are split when a type is first needed. Thread-safe.
 */
public final class BuiltInKinds {

    private static final String TABLE = "built-in-kinds.txt";

    private record Kind(String apiVersion, String kind) {}

    private final Map<Kind, Integer> kinds;
    private final List<String> lines;
    private final Map<Integer, BuiltInType> types = new ConcurrentHashMap<>();

    private BuiltInKinds(Map<Kind, Integer> kinds, List<String> lines) {
        this.kinds = Map.copyOf(kinds);
        this.lines = List.copyOf(lines);
    }

    /** Reads the table that is part of this library. */
    public static BuiltInKinds load() {
        Map<Kind, Integer> kinds = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (String row : rows(TABLE)) {
            if (row.startsWith("K ")) {
                String[] columns = row.split(" ", -1);
                String apiVersion = columns[1].equals("-") ? columns[2] : columns[1] + "/" + columns[2];
                kinds.put(new Kind(apiVersion, columns[3]), Integer.valueOf(columns[4]));
            } else {
                lines.add(row);
            }
        }
        return new BuiltInKinds(kinds, lines);
    }

    /** The lines of a table of this package, without comments. */
    static List<String> rows(String table) {
        try (InputStream stream = BuiltInKinds.class.getResourceAsStream(table)) {
            if (stream == null) {
                throw new IllegalStateException(table + " is missing from the library");
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(row -> !row.isEmpty() && !row.startsWith("#"))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The type of an object, when its kind is built in. */
    public Optional<BuiltInType> find(JsonNode object) {
        Metadata metadata = Metadata.of(object);
        return Optional.ofNullable(kinds.get(new Kind(metadata.apiVersion(), metadata.kind())))
                .map(this::type);
    }

    /** A type by its name; for fields of other kinds that hold a built-in type. */
    public Optional<BuiltInType> named(String name) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("T " + name + " ")) {
                return Optional.of(type(i));
            }
        }
        return Optional.empty();
    }

    Optional<BuiltInType> typeOf(String form) {
        return form.startsWith("#") ? Optional.of(type(Integer.parseInt(form.substring(1)))) : Optional.empty();
    }

    private BuiltInType type(int number) {
        BuiltInType known = types.get(number);
        if (known != null) {
            return known;
        }
        String[] columns = lines.get(number).split(" ", -1);
        Map<String, FieldForm> fields = new HashMap<>();
        for (int i = 2; i < columns.length; i++) {
            int colon = columns[i].indexOf(':');
            fields.put(columns[i].substring(0, colon), FieldForm.parse(columns[i].substring(colon + 1)));
        }
        BuiltInType type = new BuiltInType(this, columns[1], fields);
        BuiltInType other = types.putIfAbsent(number, type);
        return other == null ? type : other;
    }
}
