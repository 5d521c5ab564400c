package dev.capstan.argo.health.lua;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table. One that stands for a part of an object is filled when it is first looked at, and only with what is
 * directly in it. Keys come in the order in which they were set.
 */
final class LuaTable implements LuaValue {

    private final Map<LuaValue, LuaValue> entries = new LinkedHashMap<>();
    private @Nullable JsonNode source;

    LuaTable() {}

    private LuaTable(JsonNode source) {
        this.source = source;
    }

    /** The value of a part of an object: null is nil, lists are tables that count from 1. */
    static LuaValue of(JsonNode node) {
        if (node.isTextual()) {
            return new Str(node.textValue());
        }
        if (node.isNumber()) {
            return new Num(node.doubleValue());
        }
        if (node.isBoolean()) {
            return LuaValues.of(node.booleanValue());
        }
        return node.isContainerNode() ? new LuaTable(node) : LuaValues.NIL;
    }

    LuaValue get(LuaRun run, LuaValue key) {
        return entries(run).getOrDefault(key, LuaValues.NIL);
    }

    void put(LuaRun run, LuaValue key, LuaValue value) {
        run.step();
        Map<LuaValue, LuaValue> all = entries(run);
        if (value instanceof Nil) {
            all.remove(key);
        } else {
            all.put(key, value);
        }
    }

    /** The number of elements from 1 on without a gap. */
    int length(LuaRun run) {
        Map<LuaValue, LuaValue> all = entries(run);
        int length = 0;
        while (all.containsKey(new Num(length + 1.0))) {
            length++;
            run.step();
        }
        return length;
    }

    List<LuaValue> keys(LuaRun run) {
        List<LuaValue> keys = new ArrayList<>(entries(run).keySet());
        run.steps(keys.size());
        return keys;
    }

    private Map<LuaValue, LuaValue> entries(LuaRun run) {
        JsonNode node = source;
        if (node != null) {
            source = null;
            run.steps(node.size());
            int place = 0;
            if (node.isArray()) {
                for (JsonNode element : node) {
                    fill(new Num(++place), element);
                }
            } else {
                node.properties().forEach(field -> fill(new Str(field.getKey()), field.getValue()));
            }
        }
        return entries;
    }

    private void fill(LuaValue key, JsonNode node) {
        LuaValue value = of(node);
        if (!(value instanceof Nil)) {
            entries.put(key, value);
        }
    }
}
