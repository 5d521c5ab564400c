package dev.capstan.promotion.gate;

import dev.capstan.expression.Expression;
import java.util.Map;
import java.util.Set;

/** An expression over the candidate and the watched objects must be true. */
public final class ExpressionGate {
    /** Its name in the spec. */
    public static final String TYPE = "expression";

    /** What an expression sees. */
    public static final Set<String> VARIABLES = Set.of("candidate", "watched");

    private ExpressionGate() {}

    /**
     * The gate for these values.
     *
     * @param text the expression, for the message
     * @param values by variable name
     */
    public static GateState at(String text, Expression expression, Map<String, ?> values) {
        return switch (expression.evaluate(values)) {
            case Expression.Answer.Known(boolean isTrue) ->
                isTrue ? GateState.open(TYPE, "true: " + text) : GateState.closed(TYPE, "false: " + text);
            case Expression.Answer.Unknown(String cause) -> GateState.closed(TYPE, "no answer: " + cause);
        };
    }
}
