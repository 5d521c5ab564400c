package dev.capstan.gotemplate.value;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map of another type than {@code map[string]interface {}}: {@code map[string]string}, or a named type. */
public class TypedMap extends AbstractMap<String, @Nullable Object> implements GoObject {

    private final GoType type;
    private final Map<String, @Nullable Object> entries;

    /** A map over these entries, which must be values of the type's elements; changes go through to it. */
    public TypedMap(GoType type, Map<String, @Nullable Object> entries) {
        if (type.kind() != Kind.MAP) {
            throw new IllegalArgumentException(type + " is not a map type");
        }
        this.type = type;
        this.entries = entries;
    }

    @Override
    public final GoType type() {
        return type;
    }

    @Override
    public final @Nullable Object get(@Nullable Object key) {
        return entries.get(key);
    }

    @Override
    public final boolean containsKey(@Nullable Object key) {
        return entries.containsKey(key);
    }

    @Override
    public final @Nullable Object put(String key, @Nullable Object value) {
        return entries.put(key, value);
    }

    @Override
    public final Set<Entry<String, @Nullable Object>> entrySet() {
        return entries.entrySet();
    }
}
