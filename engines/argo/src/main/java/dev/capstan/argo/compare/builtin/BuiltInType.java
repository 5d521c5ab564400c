package dev.capstan.argo.compare.builtin;

import java.util.Map;
import java.util.Optional;

/** A type of the table. Immutable. */
public final class BuiltInType {

    private final BuiltInKinds table;
    private final String name;
    private final Map<String, FieldForm> fields;

    BuiltInType(BuiltInKinds table, String name, Map<String, FieldForm> fields) {
        this.table = table;
        this.name = name;
        this.fields = Map.copyOf(fields);
    }

    /** Package and name, as {@code core/v1.Container}. */
    public String name() {
        return name;
    }

    /** A field, unless the type has none of that name. */
    public Optional<FieldForm> field(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** The type of the objects that a form describes: of the value itself, of a list's elements or of a map's values. */
    public Optional<BuiltInType> inside(FieldForm field) {
        return table.typeOf(innermost(field.form()));
    }

    /** The type that a form of the table names. */
    Optional<BuiltInType> typeOf(String form) {
        return table.typeOf(form);
    }

    private static String innermost(String form) {
        int start = 0;
        while (start < form.length() && (form.charAt(start) == '[' || form.charAt(start) == '{')) {
            start++;
        }
        String inner = form.substring(start);
        return inner.startsWith("*") ? inner.substring(1) : inner;
    }
}
