package dev.capstan.argo.health.lua;

import dev.capstan.argo.health.lua.LuaStatement.Outcome;
import java.util.List;
import java.util.Optional;

/** The loops. Every turn costs a step, so none goes on for ever. */
final class LuaLoops {

    private LuaLoops() {}

    static LuaStatement whileTrue(LuaExpression condition, List<LuaStatement> body) {
        return (run, scope) -> {
            while (condition.evaluate(run, scope).isTrue()) {
                Optional<Outcome> left = turn(body, run, scope.inner());
                if (left.isPresent()) {
                    return left.get();
                }
            }
            return Outcome.GO_ON;
        };
    }

    static LuaStatement untilTrue(List<LuaStatement> body, LuaExpression condition) {
        return (run, scope) -> {
            while (true) {
                LuaScope inner = scope.inner();
                Optional<Outcome> left = turn(body, run, inner);
                if (left.isPresent()) {
                    return left.get();
                }
                if (condition.evaluate(run, inner).isTrue()) {
                    return Outcome.GO_ON;
                }
            }
        };
    }

    static LuaStatement counting(String name, List<LuaExpression> range, List<LuaStatement> body) {
        return (run, scope) -> {
            double from = LuaArithmetic.number(range.get(0).evaluate(run, scope), "count from");
            double to = LuaArithmetic.number(range.get(1).evaluate(run, scope), "count to");
            double by = range.size() < 3 ? 1 : LuaArithmetic.number(range.get(2).evaluate(run, scope), "count by");
            for (double at = from; by > 0 ? at <= to : at >= to; at += by) {
                LuaScope inner = scope.inner();
                inner.define(name, new LuaValue.Num(at));
                Optional<Outcome> left = turn(body, run, inner);
                if (left.isPresent()) {
                    return left.get();
                }
            }
            return Outcome.GO_ON;
        };
    }

    static LuaStatement iterating(List<String> names, List<LuaExpression> iterator, List<LuaStatement> body) {
        return (run, scope) -> {
            List<LuaValue> parts = LuaExpression.values(iterator, run, scope);
            LuaValue state = LuaExpression.valueAt(parts, 1);
            LuaValue control = LuaExpression.valueAt(parts, 2);
            while (true) {
                List<LuaValue> next =
                        LuaCall.call(run, LuaExpression.valueAt(parts, 0), "the iterator", List.of(state, control));
                control = LuaExpression.valueAt(next, 0);
                if (control instanceof LuaValue.Nil) {
                    return Outcome.GO_ON;
                }
                LuaScope inner = scope.inner();
                for (int i = 0; i < names.size(); i++) {
                    inner.define(names.get(i), LuaExpression.valueAt(next, i));
                }
                Optional<Outcome> left = turn(body, run, inner);
                if (left.isPresent()) {
                    return left.get();
                }
            }
        };
    }

    /** Runs the body once; what is given back ends the loop. */
    private static Optional<Outcome> turn(List<LuaStatement> body, LuaRun run, LuaScope scope) {
        run.step();
        return switch (LuaStatement.run(body, run, scope)) {
            case Outcome.GoOn _ -> Optional.empty();
            case Outcome.Break _ -> Optional.of(Outcome.GO_ON);
            case Outcome.Return values -> Optional.of(values);
        };
    }
}
