package dev.capstan.expression.cel;

import dev.capstan.expression.Expression;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;

/** A compiled expression of the Common Expression Language. */
final class CelExpression implements Expression {

    private final CelRuntime.Program program;

    CelExpression(CelRuntime.Program program) {
        this.program = program;
    }

    @Override
    public Answer evaluate(Map<String, ?> variables) {
        try {
            Object value = program.eval(variables);
            return value instanceof Boolean answer
                    ? new Answer.Known(answer)
                    : new Answer.Unknown("the result is not a boolean");
        } catch (CelEvaluationException e) {
            return new Answer.Unknown(CelExpressionCompiler.oneLine(String.valueOf(e.getMessage())));
        }
    }
}
