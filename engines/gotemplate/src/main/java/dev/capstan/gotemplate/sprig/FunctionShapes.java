package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Functions of the most frequent shapes. */
final class FunctionShapes {

    private FunctionShapes() {}

    /** {@code func(string) string}. */
    static GoFunction text(UnaryOperator<String> operator) {
        return GoFunction.of((a, _) -> operator.apply(a.text(0)), GoType.STRING);
    }

    /** {@code func(string, string) string}. */
    static GoFunction texts(BinaryOperator<String> operator) {
        return GoFunction.of((a, _) -> operator.apply(a.text(0), a.text(1)), GoType.STRING, GoType.STRING);
    }

    /** {@code func(string) bool}. */
    static GoFunction test(Predicate<String> predicate) {
        return GoFunction.of((a, _) -> predicate.test(a.text(0)), GoType.STRING);
    }

    /** {@code func(string, string) bool}. */
    static GoFunction test(BiPredicate<String, String> predicate) {
        return GoFunction.of((a, _) -> predicate.test(a.text(0), a.text(1)), GoType.STRING, GoType.STRING);
    }

    /** {@code func(interface{}) T}. */
    static GoFunction any(GoFunction.Body body) {
        return GoFunction.of(body, GoType.ANY);
    }
}
