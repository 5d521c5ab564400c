package dev.capstan.gotemplate.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates call. The executor sees to it that arguments are as many as there are parameters, and of
 * their types; it refuses others with Go's words.
 */
public final class GoFunction {

    private final List<GoType> parameters;
    private final boolean variadic;
    private final GoType result;
    private final Body body;

    private GoFunction(List<GoType> parameters, boolean variadic, GoType result, Body body) {
        this.parameters = parameters;
        this.variadic = variadic;
        this.result = result;
        this.body = body;
    }

    /** A function with exactly these parameters. */
    public static GoFunction of(Body body, GoType... parameters) {
        return new GoFunction(List.of(parameters), false, GoType.ANY, body);
    }

    /** A function whose last parameter may be given any number of times: {@code func(a string, b ...string)}. */
    public static GoFunction variadic(Body body, GoType... parameters) {
        if (parameters.length == 0) {
            throw new IllegalArgumentException("the repeated parameter is missing");
        }
        return new GoFunction(List.of(parameters), true, GoType.ANY, body);
    }

    /** The same function, with another type of result than interface {}; only the name of its own type shows it. */
    public GoFunction returning(GoType type) {
        return new GoFunction(parameters, variadic, type, body);
    }

    /** The types of its parameters; of the repeated one that of one argument. */
    public List<GoType> parameters() {
        return parameters;
    }

    /** May the last parameter be given any number of times? */
    public boolean isVariadic() {
        return variadic;
    }

    /** How many arguments must be given at least. */
    public int required() {
        return variadic ? parameters.size() - 1 : parameters.size();
    }

    /** The type that the argument at this position must have. */
    public GoType parameter(int position) {
        return parameters.get(Math.min(position, parameters.size() - 1));
    }

    /** Runs it. The arguments have been checked. */
    public @Nullable Object call(Arguments arguments, Execution run) {
        return body.call(arguments, run);
    }

    /** Its type, as {@code %T} prints it. */
    public GoType type() {
        StringBuilder text = new StringBuilder("func(");
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            text.append(variadic && i == parameters.size() - 1 ? "..." : "").append(parameters.get(i));
        }
        return GoType.func(text.append(") ").append(result).toString());
    }

    /** What a function does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Computes the result.
         *
         * @param arguments as many as the function's parameters allow, each of its parameter's type
         * @param run the run that calls; asked before large values are made
         * @throws dev.capstan.gotemplate.failure.FunctionException when there is no result; its message is what the
         *     Go function's error would say
         */
        @Nullable Object call(Arguments arguments, Execution run);
    }
}
