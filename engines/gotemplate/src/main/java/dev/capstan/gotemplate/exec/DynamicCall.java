package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a function that is a value, as {@code call} does, with messages of its own. */
final class DynamicCall {

    private DynamicCall() {}

    static @Nullable Object call(GoFunction function, String name, List<@Nullable Object> given, Execution run) {
        int required = function.required();
        String counts = "wrong number of args for " + name + ": got " + given.size() + " want ";
        if (function.isVariadic() && given.size() < required) {
            throw new FunctionException(counts + "at least " + required);
        }
        if (!function.isVariadic() && given.size() != required) {
            throw new FunctionException(counts + required);
        }
        @Nullable Object[] values = new @Nullable Object[given.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = prepare(given.get(i), function.parameter(i), i);
        }
        return function.call(new Arguments(values, 0), run);
    }

    private static @Nullable Object prepare(@Nullable Object value, GoType wanted, int position) {
        GoType type = GoType.of(value);
        if (value == null || type == null) {
            if (!wanted.kind().isNillable() && !wanted.equals(GoType.VALUE)) {
                throw new FunctionException("arg " + position + ": value is nil; should be of type " + wanted);
            }
            boolean stays = wanted.kind() == Kind.INTERFACE || wanted.equals(GoType.VALUE);
            return stays ? null : new TypedNil(wanted);
        }
        if (type.isAssignableTo(wanted)) {
            return value;
        }
        if (isInteger(type) && isInteger(wanted) && plain(value) instanceof Number number) {
            return wanted.integer(number.longValue());
        }
        throw new FunctionException("arg " + position + ": value has type " + type + "; should be " + wanted);
    }

    private static @Nullable Object plain(Object value) {
        return value instanceof GoObject object ? object.underlying() : value;
    }

    private static boolean isInteger(GoType type) {
        return type.kind().isSigned() || type.kind().isUnsigned();
    }
}
