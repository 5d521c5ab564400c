package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.ANY;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFloat;
import dev.capstan.gotemplate.value.GoFunction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Arithmetic with decimal fractions, so that {@code addf 0.1 0.2} is 0.3. */
final class DecimalFunctions {

    /** Places that a quotient keeps, as shopspring/decimal has it. */
    private static final int QUOTIENT_PLACES = 16;

    private DecimalFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("addf", GoFunction.variadic((a, _) -> fold(0.0, a.from(0), BigDecimal::add), ANY));
        functions.put("add1f", FunctionShapes.any((a, _) -> fold(a.any(0), List.of(1.0), BigDecimal::add)));
        functions.put("subf", folding(BigDecimal::subtract));
        functions.put("mulf", folding(BigDecimal::multiply));
        functions.put("divf", folding(DecimalFunctions::divide));
    }

    private static GoFunction folding(BinaryOperator<BigDecimal> operator) {
        return GoFunction.variadic((a, _) -> fold(a.any(0), a.from(1), operator), ANY, ANY);
    }

    private static Double fold(
            @Nullable Object first, List<? extends @Nullable Object> others, BinaryOperator<BigDecimal> operator) {
        BigDecimal result = decimal(first);
        for (Object other : others) {
            result = operator.apply(result, decimal(other));
        }
        return result.doubleValue();
    }

    private static BigDecimal decimal(@Nullable Object value) {
        double number = Casts.toDecimal(value);
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new FunctionException(
                    "Cannot create a Decimal from " + GoFloat.text(number, false, 'g', GoFloat.SHORTEST));
        }
        return new BigDecimal(Double.toString(number));
    }

    private static BigDecimal divide(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw new FunctionException("decimal division by 0");
        }
        return left.divide(right, QUOTIENT_PLACES, RoundingMode.HALF_UP);
    }
}
