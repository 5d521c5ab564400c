package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.parse.Expression;
import dev.capstan.gotemplate.parse.NumberValue;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Computes arguments, and sees to it that they are of the types that functions want. */
final class ArgumentReader {

    private final Frame frame;
    private final Evaluator evaluator;

    ArgumentReader(Frame frame, Evaluator evaluator) {
        this.frame = frame;
        this.evaluator = evaluator;
    }

    @Nullable Object read(Expression expression, GoType wanted) {
        frame.at(expression);
        return switch (expression) {
            case Expression.Field field -> convert(evaluator.field(field, List.of(), Evaluator.MISSING), wanted);
            case Expression.Pipe pipe -> convert(evaluator.nested(pipe), wanted);
            case Expression.Variable variable ->
                convert(evaluator.variable(variable, List.of(), Evaluator.MISSING), wanted);
            case Expression.Dot dot -> convert(evaluator.constant(dot), wanted);
            case Expression.Name name -> convert(evaluator.function(name, name, List.of(), Evaluator.MISSING), wanted);
            case Expression.Chain chain -> convert(evaluator.chain(chain, List.of(), Evaluator.MISSING), wanted);
            case Expression.Nil _ -> evaluator.result(nil(wanted), Held.AS_COPY);
            default -> evaluator.result(constant(expression, wanted), evaluator.held());
        };
    }

    private @Nullable Object convert(@Nullable Object value, GoType wanted) {
        Held held = evaluator.held();
        return evaluator.result(convert(value, held, wanted), held);
    }

    /** The value as one of the wanted type, or a refusal. */
    @Nullable Object convert(@Nullable Object value, Held held, GoType wanted) {
        if (isOpen(wanted)) {
            return value;
        }
        if (value == null) {
            if (held == Held.BY_INTERFACE) {
                throw wrongType(wanted, GoType.ANY);
            }
            if (wanted.kind().isNillable()) {
                return new TypedNil(wanted);
            }
            throw frame.fail("invalid value; expected " + wanted);
        }
        if (value instanceof String && wanted.equals(GoType.STRING)) {
            return value;
        }
        GoType type = Objects.requireNonNull(GoType.of(value));
        GoType target = type.kind() == Kind.POINTER ? type.element() : null;
        if (type.isAssignableTo(wanted) || target != null && target.isAssignableTo(wanted)) {
            return value;
        }
        throw wrongType(wanted, type);
    }

    private static boolean isOpen(GoType wanted) {
        return wanted.kind() == Kind.INTERFACE || wanted.equals(GoType.VALUE);
    }

    private RuntimeException wrongType(GoType wanted, GoType got) {
        return frame.fail("wrong type for value; expected " + wanted + "; got " + got);
    }

    private @Nullable Object nil(GoType wanted) {
        if (isOpen(wanted)) {
            return null;
        }
        if (!wanted.kind().isNillable()) {
            throw frame.fail("cannot assign nil to " + wanted);
        }
        return new TypedNil(wanted);
    }

    private @Nullable Object constant(Expression expression, GoType wanted) {
        if (isOpen(wanted)) {
            return evaluator.constant(expression);
        }
        NumberValue number = expression instanceof Expression.Numeral numeral ? numeral.value() : NOT_A_NUMBER;
        Kind kind = wanted.kind();
        if (kind == Kind.STRING) {
            return expression instanceof Expression.Literal literal ? literal.value() : found("string", expression);
        }
        if (kind == Kind.BOOL) {
            return expression instanceof Expression.Bool bool ? bool.value() : found("bool", expression);
        }
        if (kind.isSigned()) {
            return number.integer() == null ? found("integer", expression) : wanted.integer(number.integer());
        }
        if (kind.isUnsigned()) {
            return number.unsigned() == null
                    ? found("unsigned integer", expression)
                    : wanted.integer(number.unsigned());
        }
        if (kind.isFloat()) {
            Double decimal = number.decimal();
            return decimal == null
                    ? found("float", expression)
                    : kind == Kind.FLOAT64 ? decimal : (Object) decimal.floatValue();
        }
        throw frame.fail("can't handle " + expression + " for arg of type " + wanted);
    }

    private static final NumberValue NOT_A_NUMBER = new NumberValue(null, null, null, null);

    private Object found(String expected, Expression expression) {
        throw frame.fail("expected " + expected + "; found " + expression);
    }
}
