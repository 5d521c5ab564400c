package dev.capstan.argo.health.lua;

import java.util.ArrayList;
import java.util.List;

/**
 * A call.
 *
 * @param method the name behind a colon, for which the table comes first among the arguments; empty for a plain call
 */
record LuaCall(LuaExpression callee, String method, List<LuaExpression> arguments, int line) implements LuaExpression {

    @Override
    public LuaValue evaluate(LuaRun run, LuaScope scope) {
        return LuaExpression.valueAt(evaluateAll(run, scope), 0);
    }

    @Override
    public List<LuaValue> evaluateAll(LuaRun run, LuaScope scope) {
        LuaValue target = callee.evaluate(run, scope);
        List<LuaValue> given = new ArrayList<>();
        LuaValue function = target;
        if (!method.isEmpty()) {
            function = method(run, target);
            given.add(target);
        }
        given.addAll(LuaExpression.values(arguments, run, scope));
        return call(run, function, "line " + line, given);
    }

    private LuaValue method(LuaRun run, LuaValue target) {
        LuaValue function = switch (target) {
            case LuaTable table -> table.get(run, new LuaValue.Str(method));
            case LuaValue.Str _ -> run.texts().get(run, new LuaValue.Str(method));
            default -> LuaValues.NIL;
        };
        if (function instanceof LuaValue.Nil) {
            throw LuaFault.error("line %d: a %s has no method %s here".formatted(line, target.typeName(), method));
        }
        return function;
    }

    static List<LuaValue> call(LuaRun run, LuaValue function, String where, List<LuaValue> arguments) {
        if (!(function instanceof LuaValue.Function callable)) {
            throw LuaFault.error("%s: a %s is called, which is no function".formatted(where, function.typeName()));
        }
        run.step();
        run.enter();
        try {
            return callable.call(run, arguments);
        } finally {
            run.leave();
        }
    }
}
