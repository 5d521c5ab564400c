package dev.capstan.gotemplate.builtin;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Complex;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares values of the same kind; integers of all kinds with each other. */
record Comparison(Bounds bounds) {

    static Comparison of(Execution run) {
        return new Comparison(run.bounds());
    }

    private enum Sort {
        NONE,
        BOOL,
        COMPLEX,
        INT,
        FLOAT,
        STRING,
        UINT
    }

    private static Sort sort(@Nullable Object plain) {
        return switch (plain) {
            case null -> Sort.NONE;
            case String _ -> Sort.STRING;
            case Boolean _ -> Sort.BOOL;
            case Double _, Float _ -> Sort.FLOAT;
            case Unsigned _ -> Sort.UINT;
            case Number _ -> Sort.INT;
            case Complex _ -> Sort.COMPLEX;
            default -> Sort.NONE;
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof GoObject object && object.underlying() != null ? object.underlying() : value;
    }

    /** Does the first argument equal one of the others? */
    boolean equal(Arguments arguments) {
        if (arguments.size() < 2) {
            throw new FunctionException("missing argument for comparison");
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (equal(arguments.any(0), arguments.any(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean equal(@Nullable Object left, @Nullable Object right) {
        Object a = plain(left);
        Object b = plain(right);
        Sort sort = sort(a);
        Sort other = sort(b);
        if (sort != other) {
            if (sort == Sort.INT && other == Sort.UINT || sort == Sort.UINT && other == Sort.INT) {
                return number(a) == number(b) && (sort == Sort.INT ? number(a) : number(b)) >= 0;
            }
            if (left == null || right == null) {
                return false;
            }
            throw incompatible(left, right);
        }
        return switch (sort) {
            case BOOL, STRING -> Objects.equals(a, b);
            case INT, UINT -> number(a) == number(b);
            case FLOAT -> decimal(a) == decimal(b);
            case COMPLEX ->
                a instanceof Complex x
                        && b instanceof Complex y
                        && x.real() == y.real()
                        && x.imaginary() == y.imaginary();
            case NONE -> equalObjects(left, right);
        };
    }

    private boolean equalObjects(@Nullable Object left, @Nullable Object right) {
        if (left != null && right != null && kind(left) != kind(right)) {
            throw new FunctionException(GoFormat.printf(
                    "non-comparable types %s: %v, %s: %v",
                    Arrays.asList(left, typeName(left), typeName(right), right), bounds));
        }
        boolean leftIsNil = left == null || left instanceof TypedNil;
        boolean rightIsNil = right == null || right instanceof TypedNil;
        if (leftIsNil || rightIsNil) {
            return leftIsNil == rightIsNil;
        }
        Kind kind = kind(Objects.requireNonNull(right));
        if (kind == Kind.MAP || kind == Kind.SLICE || kind == Kind.FUNC) {
            throw new FunctionException(
                    GoFormat.printf("non-comparable type %s: %v", Arrays.asList(right, typeName(right)), bounds));
        }
        return kind == Kind.POINTER ? left == right : Objects.equals(left, right);
    }

    /** Is the first argument less than the second? */
    boolean less(Arguments arguments) {
        Object left = arguments.any(0);
        Object right = arguments.any(1);
        Object a = plain(left);
        Object b = plain(right);
        Sort sort = sort(a);
        Sort other = sort(b);
        if (sort == Sort.NONE || other == Sort.NONE) {
            throw new FunctionException("invalid type for comparison");
        }
        if (sort != other) {
            if (sort == Sort.INT && other == Sort.UINT) {
                return number(a) < 0 || Long.compareUnsigned(number(a), number(b)) < 0;
            }
            if (sort == Sort.UINT && other == Sort.INT) {
                return number(b) >= 0 && Long.compareUnsigned(number(a), number(b)) < 0;
            }
            throw incompatible(left, right);
        }
        return switch (sort) {
            case INT -> number(a) < number(b);
            case UINT -> Long.compareUnsigned(number(a), number(b)) < 0;
            case FLOAT -> decimal(a) < decimal(b);
            case STRING -> GoString.compare(String.valueOf(a), String.valueOf(b)) < 0;
            default -> throw new FunctionException("invalid type for comparison");
        };
    }

    /** Is the first argument less than the second, or equal to it? */
    boolean lessOrEqual(Arguments arguments) {
        return less(arguments) || equal(arguments);
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    private static double decimal(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }

    private static FunctionException incompatible(@Nullable Object left, @Nullable Object right) {
        return new FunctionException(
                "incompatible types for comparison: " + GoType.of(left) + " and " + GoType.of(right));
    }

    private static Kind kind(Object value) {
        return Objects.requireNonNull(GoType.of(value)).kind();
    }

    private static String typeName(@Nullable Object value) {
        return String.valueOf(GoType.of(value));
    }
}
