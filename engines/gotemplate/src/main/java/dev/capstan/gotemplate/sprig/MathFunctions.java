package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.FLOAT64;
import static dev.capstan.gotemplate.value.GoType.INT;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.Int;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Arithmetic with integers of 64 bits, and numbers of values. */
final class MathFunctions {

    private MathFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        addCasts(functions);
        functions.put("add", GoFunction.variadic((a, _) -> fold(0, a, 0, Long::sum), ANY));
        functions.put("add1", FunctionShapes.any((a, _) -> Casts.toInteger(a.any(0)) + 1));
        functions.put("sub", integers((left, right) -> left - right));
        functions.put("mul", folding((left, right) -> left * right));
        functions.put("div", integers((left, right) -> {
            if (right == 0) {
                throw Panic.divisionByZero();
            }
            return left / right;
        }));
        functions.put("mod", integers((left, right) -> {
            if (right == 0) {
                throw Panic.divisionByZero();
            }
            return left % right;
        }));
        functions.put("max", folding(Math::max));
        functions.put("biggest", folding(Math::max));
        functions.put("min", folding(Math::min));
        functions.put("maxf", foldingDecimals(MathFunctions::larger));
        functions.put("minf", foldingDecimals(MathFunctions::smaller));
        functions.put("floor", FunctionShapes.any((a, _) -> Math.floor(Casts.toDecimal(a.any(0)))));
        functions.put("ceil", FunctionShapes.any((a, _) -> Math.ceil(Casts.toDecimal(a.any(0)))));
        functions.put(
                "round",
                GoFunction.variadic(
                        (a, _) -> round(Casts.toDecimal(a.any(0)), a.integer(1), a.size() > 2 ? a.decimal(2) : 0.5),
                        ANY,
                        INT,
                        FLOAT64));
    }

    private static void addCasts(Map<String, GoFunction> functions) {
        functions.put("int", FunctionShapes.any((a, _) -> Int.of(Casts.toInteger(a.any(0)))));
        functions.put("int64", FunctionShapes.any((a, _) -> Casts.toInteger(a.any(0))));
        functions.put("float64", FunctionShapes.any((a, _) -> Casts.toDecimal(a.any(0))));
        functions.put("atoi", GoFunction.of((a, _) -> Int.of(GoIntegers.parseClamped(a.text(0))), STRING));
        functions.put(
                "toDecimal",
                FunctionShapes.any((a, run) -> GoIntegers.parse(GoFormat.text(a.any(0), run.bounds()), 8)
                        .orElse(0)));
    }

    private static GoFunction integers(LongBinaryOperator operator) {
        return GoFunction.of(
                (a, _) -> operator.applyAsLong(Casts.toInteger(a.any(0)), Casts.toInteger(a.any(1))), ANY, ANY);
    }

    private static GoFunction folding(LongBinaryOperator operator) {
        return GoFunction.variadic((a, _) -> fold(Casts.toInteger(a.any(0)), a, 1, operator), ANY, ANY);
    }

    private static Long fold(long start, Arguments arguments, int from, LongBinaryOperator operator) {
        long result = start;
        for (int i = from; i < arguments.size(); i++) {
            result = operator.applyAsLong(result, Casts.toInteger(arguments.any(i)));
        }
        return result;
    }

    private static GoFunction foldingDecimals(DoubleBinaryOperator operator) {
        return GoFunction.variadic(
                (a, _) -> {
                    double result = Casts.toDecimal(a.any(0));
                    for (int i = 1; i < a.size(); i++) {
                        result = operator.applyAsDouble(result, Casts.toDecimal(a.any(i)));
                    }
                    return result;
                },
                ANY,
                ANY);
    }

    /** Infinity wins even over what is not a number. */
    private static double larger(double left, double right) {
        boolean infinite = left == Double.POSITIVE_INFINITY || right == Double.POSITIVE_INFINITY;
        return infinite ? Double.POSITIVE_INFINITY : Math.max(left, right);
    }

    private static double smaller(double left, double right) {
        boolean infinite = left == Double.NEGATIVE_INFINITY || right == Double.NEGATIVE_INFINITY;
        return infinite ? Double.NEGATIVE_INFINITY : Math.min(left, right);
    }

    /** Up from a fraction of {@code roundOn}, which for negative numbers means: always down. */
    private static double round(double value, long places, double roundOn) {
        double power = Math.pow(10, places);
        double digits = power * value;
        double fraction = digits - (digits < 0 ? Math.ceil(digits) : Math.floor(digits));
        return (fraction >= roundOn ? Math.ceil(digits) : Math.floor(digits)) / power;
    }
}
