package dev.capstan.argo.health.lua;

import java.util.List;

/** A statement, ready to run. */
interface LuaStatement {

    Outcome execute(LuaRun run, LuaScope scope);

    /** How the run goes on behind a statement. */
    sealed interface Outcome {
        Outcome GO_ON = new GoOn();
        Outcome BREAK = new Break();

        record GoOn() implements Outcome {}

        record Break() implements Outcome {}

        record Return(List<LuaValue> values) implements Outcome {}
    }

    static Outcome run(List<LuaStatement> block, LuaRun run, LuaScope scope) {
        for (LuaStatement statement : block) {
            run.step();
            Outcome outcome = statement.execute(run, scope);
            if (!(outcome instanceof Outcome.GoOn)) {
                return outcome;
            }
        }
        return Outcome.GO_ON;
    }
}
