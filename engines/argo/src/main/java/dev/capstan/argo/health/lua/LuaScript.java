package dev.capstan.argo.health.lua;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.HealthStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A health script: the variable {@code obj} is the object, and the table that it returns has {@code status} and {@code
 * message}.
 */
public final class LuaScript {

    private final List<LuaStatement> statements;
    private final boolean isOpen;

    private LuaScript(List<LuaStatement> statements, boolean isOpen) {
        this.statements = statements;
        this.isOpen = isOpen;
    }

    /**
     * Reads a script.
     *
     * @throws LuaSyntaxException when it is not Lua 5.1, uses variable arguments, or goes beyond a limit
     */
    public static LuaScript read(String text) throws LuaSyntaxException {
        return new LuaScript(LuaParser.script(text), false);
    }

    /**
     * Reads a script that asks for all libraries ({@code useOpenLibs}). It gets the text functions and some of
     * {@code math} besides, and nothing that reaches out.
     *
     * @throws LuaSyntaxException as {@link #read}
     */
    public static LuaScript readOpen(String text) throws LuaSyntaxException {
        return new LuaScript(LuaParser.script(text), true);
    }

    /**
     * What the script says of an object. It ends after a bounded number of steps. Unknown, with the reason, when the
     * script fails, hits a limit, or returns no health; so is every status that is no word for health.
     *
     * @return empty when the script returns nothing, or an empty table
     */
    public Optional<Health> assess(JsonNode object, Clock clock) {
        LuaRun run = new LuaRun(clock.instant());
        try {
            LuaScope globals = LuaLibrary.globals(run, isOpen);
            globals.define("obj", LuaTable.of(object));
            return LuaStatement.run(statements, run, globals.inner()) instanceof LuaStatement.Outcome.Return returned
                    ? health(run, LuaExpression.valueAt(returned.values(), 0))
                    : Optional.empty();
        } catch (LuaFault fault) {
            return Optional.of(Health.unknown("The health script failed: " + fault.text()));
        } catch (StackOverflowError _) {
            // The limits keep ordinary nesting far from this; long chains of operators within deep recursion can get
            // here.
            return Optional.of(Health.unknown("The health script failed: it is nested too deep"));
        }
    }

    private static Optional<Health> health(LuaRun run, LuaValue returned) {
        if (returned instanceof LuaValue.Nil) {
            return Optional.empty();
        }
        if (!(returned instanceof LuaTable table)) {
            return Optional.of(
                    Health.unknown("The health script returned a " + returned.typeName() + " and not a table"));
        }
        if (table.keys(run).isEmpty()) {
            return Optional.empty();
        }
        LuaValue status = table.get(run, new LuaValue.Str("status"));
        LuaValue message = table.get(run, new LuaValue.Str("message"));
        String text = message instanceof LuaValue.Str words ? words.value() : "";
        return Optional.of(HealthStatus.ofWord(status.shown())
                .map(known -> new Health(known, text))
                .orElseGet(() -> Health.unknown("Lua returned an invalid health status")));
    }
}
