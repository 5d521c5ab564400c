package dev.capstan.argo.health.lua;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The functions that a script may call: those of Lua's base and table libraries that make sense here, and {@code
 * os.time}. There is nothing to print to, and {@code print} is there only so that a script need not be changed.
 */
final class LuaLibrary {

    private LuaLibrary() {}

    /** @param isOpen whether the script asked for all libraries: it gets the harmless ones among them */
    static LuaScope globals(LuaRun run, boolean isOpen) {
        LuaScope globals = new LuaScope();
        globals.define("type", one((_, given) -> new LuaValue.Str(at(given, 0).typeName())));
        globals.define("tostring", one((inner, given) -> inner.made(at(given, 0).shown())));
        globals.define("tonumber", one((_, given) -> number(LuaArithmetic.read(at(given, 0)))));
        globals.define("ipairs", (LuaValue.Function) (_, given) -> inOrder(table(given)));
        globals.define("pairs", (LuaValue.Function) LuaLibrary::all);
        globals.define("next", (LuaValue.Function) LuaLibrary::next);
        globals.define("error", one((_, given) -> {
            throw LuaFault.error(at(given, 0).shown());
        }));
        globals.define("assert", (LuaValue.Function) (_, given) -> asserted(given));
        globals.define("pcall", (LuaValue.Function) LuaLibrary::guarded);
        globals.define("unpack", (LuaValue.Function) LuaLibrary::unpacked);
        globals.define("print", (LuaValue.Function) (_, _) -> List.of());
        LuaTable table = new LuaTable();
        put(run, table, "insert", one(LuaLibrary::insert));
        put(run, table, "remove", one(LuaLibrary::remove));
        put(run, table, "concat", one(LuaLibrary::concat));
        put(run, table, "sort", one(LuaLibrary::sort));
        put(
                run,
                table,
                "getn",
                one((inner, given) -> new LuaValue.Num(table(given).length(inner))));
        globals.define("table", table);
        LuaTable os = new LuaTable();
        put(run, os, "time", one((inner, given) -> new LuaValue.Num(time(inner, at(given, 0)))));
        globals.define("os", os);
        if (isOpen) {
            run.giveTexts(LuaTexts.functions(run));
            globals.define("string", run.texts());
            globals.define("math", mathematics(run));
        }
        return globals;
    }

    private static LuaTable mathematics(LuaRun run) {
        LuaTable mathematics = new LuaTable();
        put(run, mathematics, "floor", one((_, given) -> new LuaValue.Num(Math.floor(argument(given, 0)))));
        put(run, mathematics, "ceil", one((_, given) -> new LuaValue.Num(Math.ceil(argument(given, 0)))));
        put(run, mathematics, "abs", one((_, given) -> new LuaValue.Num(Math.abs(argument(given, 0)))));
        put(
                run,
                mathematics,
                "max",
                one((_, given) -> new LuaValue.Num(Math.max(argument(given, 0), argument(given, 1)))));
        put(
                run,
                mathematics,
                "min",
                one((_, given) -> new LuaValue.Num(Math.min(argument(given, 0), argument(given, 1)))));
        return mathematics;
    }

    private static double argument(List<LuaValue> given, int place) {
        return LuaArithmetic.number(at(given, place), "a function of numbers");
    }

    private static List<LuaValue> inOrder(LuaTable table) {
        LuaValue.Function step = (inner, state) -> {
            LuaValue place = new LuaValue.Num(LuaArithmetic.number(at(state, 1), "ipairs") + 1);
            LuaValue value = table.get(inner, place);
            return value instanceof LuaValue.Nil ? List.of(LuaValues.NIL) : List.of(place, value);
        };
        return List.of(step, table, new LuaValue.Num(0));
    }

    private static List<LuaValue> all(LuaRun run, List<LuaValue> given) {
        LuaTable table = table(given);
        Iterator<LuaValue> keys = table.keys(run).iterator();
        LuaValue.Function step = (inner, _) -> {
            while (keys.hasNext()) {
                LuaValue key = keys.next();
                LuaValue value = table.get(inner, key);
                if (!(value instanceof LuaValue.Nil)) {
                    return List.of(key, value);
                }
            }
            return List.of(LuaValues.NIL);
        };
        return List.of(step, table, LuaValues.NIL);
    }

    private static List<LuaValue> next(LuaRun run, List<LuaValue> given) {
        LuaTable table = table(given);
        List<LuaValue> keys = table.keys(run);
        int place = at(given, 1) instanceof LuaValue.Nil ? 0 : keys.indexOf(at(given, 1)) + 1;
        return place < keys.size() ? List.of(keys.get(place), table.get(run, keys.get(place))) : List.of(LuaValues.NIL);
    }

    private static List<LuaValue> asserted(List<LuaValue> given) {
        if (!at(given, 0).isTrue()) {
            throw LuaFault.error(given.size() > 1 ? at(given, 1).shown() : "assertion failed!");
        }
        return given;
    }

    private static List<LuaValue> guarded(LuaRun run, List<LuaValue> given) {
        try {
            List<LuaValue> results = new ArrayList<>(List.of(LuaValues.TRUE));
            results.addAll(
                    LuaCall.call(run, at(given, 0), "pcall", given.subList(Math.min(1, given.size()), given.size())));
            return results;
        } catch (LuaFault fault) {
            if (fault.isLimit()) {
                throw fault;
            }
            return List.of(LuaValues.FALSE, run.made(fault.text()));
        }
    }

    private static List<LuaValue> unpacked(LuaRun run, List<LuaValue> given) {
        LuaTable table = table(given);
        List<LuaValue> values = new ArrayList<>();
        int length = table.length(run);
        for (int i = 1; i <= length; i++) {
            values.add(table.get(run, new LuaValue.Num(i)));
        }
        return values;
    }

    private static LuaValue insert(LuaRun run, List<LuaValue> given) {
        LuaTable table = table(given);
        int length = table.length(run);
        int place = given.size() < 3 ? length + 1 : place(at(given, 1), length + 1);
        for (int i = length; i >= place; i--) {
            table.put(run, new LuaValue.Num(i + 1.0), table.get(run, new LuaValue.Num(i)));
        }
        table.put(run, new LuaValue.Num(place), at(given, given.size() < 3 ? 1 : 2));
        return LuaValues.NIL;
    }

    private static LuaValue remove(LuaRun run, List<LuaValue> given) {
        LuaTable table = table(given);
        int length = table.length(run);
        if (length == 0) {
            return LuaValues.NIL;
        }
        int place = given.size() < 2 ? length : place(at(given, 1), length);
        LuaValue removed = table.get(run, new LuaValue.Num(place));
        for (int i = place; i <= length; i++) {
            table.put(run, new LuaValue.Num(i), table.get(run, new LuaValue.Num(i + 1.0)));
        }
        return removed;
    }

    private static int place(LuaValue value, int most) {
        return (int) Math.clamp(LuaArithmetic.number(value, "a place of a table"), 1, most);
    }

    private static LuaValue concat(LuaRun run, List<LuaValue> given) {
        LuaTable table = table(given);
        String separator = given.size() > 1 ? at(given, 1).shown() : "";
        LuaValue joined = new LuaValue.Str("");
        int length = table.length(run);
        for (int i = 1; i <= length; i++) {
            LuaValue next = LuaArithmetic.binary(
                    run, "..", new LuaValue.Str(i == 1 ? "" : separator), table.get(run, new LuaValue.Num(i)));
            joined = LuaArithmetic.binary(run, "..", joined, next);
        }
        return joined;
    }

    private static LuaValue sort(LuaRun run, List<LuaValue> given) {
        LuaTable table = table(given);
        LuaValue order = at(given, 1);
        List<LuaValue> values = unpacked(run, given);
        try {
            values.sort((left, right) -> compared(run, order, left, right));
        } catch (IllegalArgumentException contradictory) {
            throw LuaFault.error("the order that table.sort is given contradicts itself");
        }
        for (int i = 0; i < values.size(); i++) {
            table.put(run, new LuaValue.Num(i + 1.0), values.get(i));
        }
        return LuaValues.NIL;
    }

    private static int compared(LuaRun run, LuaValue order, LuaValue left, LuaValue right) {
        if (isBefore(run, order, left, right)) {
            return -1;
        }
        return isBefore(run, order, right, left) ? 1 : 0;
    }

    private static boolean isBefore(LuaRun run, LuaValue order, LuaValue left, LuaValue right) {
        if (order instanceof LuaValue.Nil) {
            return LuaArithmetic.binary(run, "<", left, right).isTrue();
        }
        List<LuaValue> told = LuaCall.call(run, order, "table.sort", List.of(left, right));
        return LuaExpression.valueAt(told, 0).isTrue();
    }

    /** Now, or the time that a table of year, month, day, hour, min and sec tells, in UTC. */
    private static double time(LuaRun run, LuaValue given) {
        if (!(given instanceof LuaTable table)) {
            return run.now().getEpochSecond();
        }
        try {
            return LocalDateTime.of(
                            field(run, table, "year", 1970),
                            field(run, table, "month", 1),
                            field(run, table, "day", 1),
                            0,
                            0)
                    .plusHours(field(run, table, "hour", 12))
                    .plusMinutes(field(run, table, "min", 0))
                    .plusSeconds(field(run, table, "sec", 0))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException noDate) {
            throw LuaFault.error("os.time is given no date");
        }
    }

    private static int field(LuaRun run, LuaTable table, String name, int otherwise) {
        return (int) LuaArithmetic.read(table.get(run, new LuaValue.Str(name))).orElse(otherwise);
    }

    private static LuaTable table(List<LuaValue> given) {
        if (at(given, 0) instanceof LuaTable table) {
            return table;
        }
        throw LuaFault.error("a table is needed, and a " + at(given, 0).typeName() + " is given");
    }

    private static LuaValue at(List<LuaValue> given, int place) {
        return LuaExpression.valueAt(given, place);
    }

    private static LuaValue number(OptionalDouble number) {
        return number.isPresent() ? new LuaValue.Num(number.getAsDouble()) : LuaValues.NIL;
    }

    private static void put(LuaRun run, LuaTable table, String name, LuaValue.Function function) {
        table.put(run, new LuaValue.Str(name), function);
    }

    private static LuaValue.Function one(Single function) {
        return (run, given) -> List.of(function.call(run, given));
    }

    private interface Single {
        LuaValue call(LuaRun run, List<LuaValue> given);
    }
}
