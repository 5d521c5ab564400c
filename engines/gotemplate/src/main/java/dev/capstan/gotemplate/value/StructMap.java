package dev.capstan.gotemplate.value;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A map whose keys are structs: {@code map[Identifier][]Change}. Cannot change. */
public final class StructMap implements GoObject {

    private final GoType key;
    private final GoType type;
    private final List<Entry> entries;

    /**
     * One entry.
     *
     * @param key equal to another exactly when Go finds them equal
     * @param value a value of the type's elements
     */
    public record Entry(GoStruct key, @Nullable Object value) {}

    /**
     * A map of these entries.
     *
     * @param key the type of the keys
     * @param type see {@link GoType#mapOf(GoType, GoType)}
     * @param entries sorted as Go ranges over and prints them: by the fields of the keys, one after the other
     */
    public StructMap(GoType key, GoType type, List<Entry> entries) {
        if (type.kind() != Kind.MAP) {
            throw new IllegalArgumentException(type + " is not a map type");
        }
        this.key = key;
        this.type = type;
        this.entries = List.copyOf(entries);
    }

    @Override
    public GoType type() {
        return type;
    }

    /** The type of the keys. */
    public GoType keyType() {
        return key;
    }

    /** The entries in Go's order. */
    public List<Entry> entries() {
        return entries;
    }

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    /** The entry of a key. */
    public Optional<Entry> find(GoStruct wanted) {
        return entries.stream().filter(entry -> entry.key().equals(wanted)).findFirst();
    }
}
