package dev.capstan.gotemplate;

import dev.capstan.gotemplate.value.GoFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that templates may call, by name, besides those of the language itself. Immutable. */
public final class Functions {

    private static final Functions NONE = new Functions(Map.of());

    private final Map<String, GoFunction> byName;

    private Functions(Map<String, GoFunction> byName) {
        this.byName = byName;
    }

    /** No functions. */
    public static Functions none() {
        return NONE;
    }

    /** These functions. */
    public static Functions of(Map<String, GoFunction> functions) {
        return NONE.with(functions);
    }

    /** These functions and others; of two with the same name the other one holds. */
    public Functions with(Map<String, GoFunction> others) {
        Map<String, GoFunction> all = new HashMap<>(byName);
        all.putAll(others);
        return new Functions(Map.copyOf(all));
    }

    /** These functions but for some, so that a template that names one of those cannot be parsed. */
    public Functions without(Set<String> names) {
        Map<String, GoFunction> left = new HashMap<>(byName);
        left.keySet().removeAll(names);
        return new Functions(Map.copyOf(left));
    }

    /** The function of this name, or null. */
    public @Nullable GoFunction find(String name) {
        return byName.get(name);
    }

    /** All names. */
    public Set<String> names() {
        return byName.keySet();
    }
}
