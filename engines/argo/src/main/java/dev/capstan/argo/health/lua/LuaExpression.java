package dev.capstan.argo.health.lua;

import java.util.ArrayList;
import java.util.List;

/** An expression, ready to run. */
interface LuaExpression {

    LuaValue evaluate(LuaRun run, LuaScope scope);

    /** All values; only calls have other than one. */
    default List<LuaValue> evaluateAll(LuaRun run, LuaScope scope) {
        return List.of(evaluate(run, scope));
    }

    /** The values of a list of expressions, in which the last one gives all that it has. */
    static List<LuaValue> values(List<LuaExpression> expressions, LuaRun run, LuaScope scope) {
        List<LuaValue> values = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            if (i == expressions.size() - 1) {
                values.addAll(expressions.get(i).evaluateAll(run, scope));
            } else {
                values.add(expressions.get(i).evaluate(run, scope));
            }
        }
        return values;
    }

    static LuaValue valueAt(List<LuaValue> values, int place) {
        return place < values.size() ? values.get(place) : LuaValues.NIL;
    }
}
