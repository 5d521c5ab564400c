package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.BoundsExceededException.Bound;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.parse.Expression;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions and methods: computes and checks arguments, and says which call has failed. */
final class Caller {

    private final Run run;
    private final Frame frame;
    private final Evaluator evaluator;
    private final ArgumentReader arguments;
    private final @Nullable Tracer tracer;

    Caller(Run run, Frame frame, Evaluator evaluator) {
        this.run = run;
        this.frame = frame;
        this.evaluator = evaluator;
        this.arguments = new ArgumentReader(frame, evaluator);
        this.tracer = run.environment().tracer();
    }

    /**
     * Calls.
     *
     * @param operands the function itself and what it is given; empty when it stands alone as an argument of another
     * @param last the result of the command before, the last argument; or {@link Evaluator#MISSING}
     */
    @Nullable Object call(GoFunction function, Expression node, String name, List<Expression> operands, @Nullable Object last) {
        checkCount(function, name, operands, last);
        int given = Math.max(0, operands.size() - 1);
        boolean hasLast = last != Evaluator.MISSING;
        @Nullable Object[] values = new @Nullable Object[hasLast ? given + 1 : given];
        long through = 0;
        for (int i = 0; i < given; i++) {
            values[i] = arguments.read(operands.get(i + 1), function.parameter(i));
            through |= evaluator.held() == Held.BY_INTERFACE && i < Long.SIZE ? 1L << i : 0;
        }
        if (hasLast) {
            values[given] = arguments.convert(last, Held.AS_COPY, function.parameter(given));
        }
        return invoke(function, node, name, new Arguments(values, through));
    }

    private @Nullable Object invoke(GoFunction function, Expression node, String name, Arguments values) {
        run.bounds().step();
        try {
            Object result = function.call(values, run);
            if (tracer != null) {
                tracer.derived(result);
            }
            return evaluator.result(result, Held.AS_COPY);
        } catch (StackOverflowError _) {
            // Functions walk through values by recursion, and templates can nest values as deep as they like.
            throw new BoundsExceededException(Bound.DEPTH, "a value given to " + name + " is nested too deep");
        } catch (BoundsExceededException failure) {
            throw failure;
        } catch (TemplateException failure) {
            frame.at(node);
            throw frame.fail("error calling " + name + ": " + failure.getMessage(), failure);
        }
    }

    private void checkCount(GoFunction function, String name, List<Expression> operands, @Nullable Object last) {
        int given = Math.max(0, operands.size() - 1);
        int all = last == Evaluator.MISSING ? given : given + 1;
        int required = function.required();
        if (function.isVariadic() && all < required) {
            throw frame.fail("wrong number of args for " + name + ": want at least " + required + " got " + given);
        }
        if (!function.isVariadic() && all != required) {
            throw frame.fail("wrong number of args for " + name + ": want " + required + " got " + all);
        }
    }

    /** {@code and}, {@code or} and {@code call}. */
    @Nullable Object callSpecial(
            Expression.Special special,
            GoFunction function,
            Expression node,
            String name,
            List<Expression> operands,
            @Nullable Object last) {
        checkCount(function, name, operands, last);
        if (special == Expression.Special.CALL) {
            return call(dynamic(operands, last), node, name, operands, last);
        }
        Object value = null;
        for (int i = 1; i < operands.size(); i++) {
            value = arguments.read(operands.get(i), GoType.VALUE);
            if (Truth.of(value) == (special == Expression.Special.OR)) {
                return value;
            }
        }
        if (last != Evaluator.MISSING) {
            return evaluator.result(last, Held.AS_COPY);
        }
        return value;
    }

    /** A function that calls the one it is given. */
    private static GoFunction dynamic(List<Expression> operands, @Nullable Object last) {
        String callee = operands.size() > 1 ? operands.get(1).toString() : String.valueOf(last);
        return GoFunction.variadic(
                (values, run) -> {
                    Object target = values.any(0);
                    if (target == null) {
                        throw new FunctionException("call of nil");
                    }
                    if (!(target instanceof GoFunction function)) {
                        throw new FunctionException("non-function " + callee + " of type " + GoType.of(target));
                    }
                    return DynamicCall.call(function, callee, values.from(1), run);
                },
                GoType.VALUE,
                GoType.VALUE);
    }
}
