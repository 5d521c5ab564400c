package dev.capstan.argo.health.lua;

import java.util.List;

/** A value of Lua. */
sealed interface LuaValue permits LuaValue.Nil, LuaValue.Bool, LuaValue.Num, LuaValue.Str, LuaTable, LuaValue.Function {

    /** The absent value. */
    record Nil() implements LuaValue {}

    record Bool(boolean value) implements LuaValue {}

    /** Every number is a double; there is one zero. */
    record Num(double value) implements LuaValue {
        public Num {
            value = value == 0 ? 0 : value;
        }
    }

    /** Comparable, so that a table whose keys an attacker has chosen to have one hash is still fast. */
    record Str(String value) implements LuaValue, Comparable<Str> {
        @Override
        public int compareTo(Str other) {
            return value.compareTo(other.value);
        }
    }

    /** Something that can be called. Compared by identity. */
    non-sealed interface Function extends LuaValue {
        List<LuaValue> call(LuaRun run, List<LuaValue> arguments);
    }

    /** Only nil and false are false. */
    default boolean isTrue() {
        return !(this instanceof Nil) && !(this instanceof Bool bool && !bool.value());
    }

    /** The name of its type, as {@code type} tells it. */
    default String typeName() {
        return switch (this) {
            case Nil _ -> "nil";
            case Bool _ -> "boolean";
            case Num _ -> "number";
            case Str _ -> "string";
            case LuaTable _ -> "table";
            case Function _ -> "function";
        };
    }

    /** What {@code tostring} makes of it; without addresses for tables and functions. */
    default String shown() {
        return switch (this) {
            case Nil _ -> "nil";
            case Bool bool -> Boolean.toString(bool.value());
            case Num num -> shown(num.value());
            case Str str -> str.value();
            case LuaTable _ -> "table";
            case Function _ -> "function";
        };
    }

    private static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
