package dev.capstan.argo.health.lua;

import java.util.OptionalDouble;

/** The operators. */
final class LuaArithmetic {

    private static final int LONGEST_NUMBER = 40;

    private LuaArithmetic() {}

    static LuaValue binary(LuaRun run, String sign, LuaValue left, LuaValue right) {
        run.step();
        return switch (sign) {
            case "==" -> LuaValues.of(left.equals(right));
            case "~=" -> LuaValues.of(!left.equals(right));
            case "<" -> LuaValues.of(order(left, right) < 0);
            case "<=" -> LuaValues.of(order(left, right) <= 0);
            case ">" -> LuaValues.of(order(left, right) > 0);
            case ">=" -> LuaValues.of(order(left, right) >= 0);
            case ".." -> run.made(joinable(left) + joinable(right));
            default -> new LuaValue.Num(computed(sign, number(left, sign), number(right, sign)));
        };
    }

    static LuaValue unary(LuaRun run, String sign, LuaValue value) {
        run.step();
        return switch (sign) {
            case "not" -> LuaValues.of(!value.isTrue());
            case "-" -> new LuaValue.Num(-number(value, sign));
            default -> length(run, value);
        };
    }

    /** The number that a value is or spells, as {@code tonumber} reads it. */
    static OptionalDouble read(LuaValue value) {
        if (value instanceof LuaValue.Num number) {
            return OptionalDouble.of(number.value());
        }
        return value instanceof LuaValue.Str text ? parsed(text.value().strip()) : OptionalDouble.empty();
    }

    static OptionalDouble parsed(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return OptionalDouble.empty();
        }
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return OptionalDouble.of((double) Long.parseLong(text.substring(2), 16));
            }
            boolean isPlain = text.chars().allMatch(letter -> "0123456789.eE+-".indexOf(letter) >= 0);
            return isPlain ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
        } catch (NumberFormatException odd) {
            return OptionalDouble.empty();
        }
    }

    static double number(LuaValue value, String use) {
        return read(value)
                .orElseThrow(() -> LuaFault.error("a " + value.typeName() + " is no number to use with " + use));
    }

    private static double computed(String sign, double left, double right) {
        return switch (sign) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "%" -> left - Math.floor(left / right) * right;
            default -> Math.pow(left, right);
        };
    }

    private static int order(LuaValue left, LuaValue right) {
        if (left instanceof LuaValue.Num first && right instanceof LuaValue.Num second) {
            return Double.compare(first.value(), second.value());
        }
        if (left instanceof LuaValue.Str first && right instanceof LuaValue.Str second) {
            return first.value().compareTo(second.value());
        }
        throw LuaFault.error("a " + left.typeName() + " is compared with a " + right.typeName());
    }

    private static String joinable(LuaValue value) {
        if (value instanceof LuaValue.Str || value instanceof LuaValue.Num) {
            return value.shown();
        }
        throw LuaFault.error("a " + value.typeName() + " cannot be joined to a text");
    }

    private static LuaValue length(LuaRun run, LuaValue value) {
        return switch (value) {
            case LuaTable table -> new LuaValue.Num(table.length(run));
            case LuaValue.Str text -> new LuaValue.Num(text.value().length());
            default -> throw LuaFault.error("a " + value.typeName() + " has no length");
        };
    }
}
