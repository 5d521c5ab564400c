package dev.capstan.argo.health.lua;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names that are known at a place: locals, those of the blocks around, and at last the globals. */
final class LuaScope {

    private final @Nullable LuaScope outer;
    private final Map<String, LuaValue> values = new HashMap<>();

    LuaScope() {
        this.outer = null;
    }

    private LuaScope(LuaScope outer) {
        this.outer = outer;
    }

    LuaScope inner() {
        return new LuaScope(this);
    }

    void define(String name, LuaValue value) {
        values.put(name, value);
    }

    LuaValue get(String name) {
        return holder(name)
                .map(scope -> scope.values.getOrDefault(name, LuaValues.NIL))
                .orElse(LuaValues.NIL);
    }

    /** Sets the nearest variable of a name, or a global one. */
    void assign(String name, LuaValue value) {
        holder(name).orElseGet(this::global).values.put(name, value);
    }

    private Optional<LuaScope> holder(String name) {
        for (LuaScope scope = this; scope != null; scope = scope.outer) {
            if (scope.values.containsKey(name)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    private LuaScope global() {
        LuaScope scope = this;
        while (scope.outer != null) {
            scope = scope.outer;
        }
        return scope;
    }
}
