package dev.capstan.helm.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key and what it stands in. Its text is made for messages only: made at each key, the name of a table, which may be
 * long, would be copied as often as it has keys.
 *
 * @param outer the key of the table around it; null for none
 * @param parts the parts of the key, without their quotes
 */
record TomlKey(@Nullable TomlKey outer, List<String> parts) {
    /** No key at all. */
    static final TomlKey NONE = new TomlKey(null, List.of());

    /** A key of the table that this key names. */
    TomlKey then(List<String> key) {
        return new TomlKey(this, key);
    }

    @Override
    public String toString() {
        Deque<TomlKey> way = new ArrayDeque<>();
        for (TomlKey key = this; key != null; key = key.outer()) {
            way.push(key);
        }
        List<String> all = new ArrayList<>();
        way.forEach(key -> key.parts().forEach(part -> all.add(TomlWriter.quotedKey(part))));
        return String.join(".", all);
    }
}
