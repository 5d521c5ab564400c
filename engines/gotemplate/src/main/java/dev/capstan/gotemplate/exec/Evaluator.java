package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.parse.Expression;
import dev.capstan.gotemplate.parse.Expression.Special;
import dev.capstan.gotemplate.value.GoFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the pipelines of one template. */
final class Evaluator {

    /** Stands for the result of the command before where there is none. */
    static final Object MISSING = new Object();

    private final Run run;
    private final Frame frame;
    private final FieldReader fields;
    private final Caller caller;
    private final @Nullable Tracer tracer;

    /** How the value is held that was computed last. */
    private Held held = Held.AS_COPY;

    Evaluator(Run run, Frame frame) {
        this.run = run;
        this.frame = frame;
        this.caller = new Caller(run, frame, this);
        this.fields = new FieldReader(run, frame, this, caller);
        this.tracer = run.environment().tracer();
    }

    Held held() {
        return held;
    }

    @Nullable Object result(@Nullable Object value, Held how) {
        this.held = how;
        return value;
    }

    /** The value of a pipeline, which is also given to its variables. Never held by an interface. */
    @Nullable Object pipe(Expression.Pipe pipe) {
        frame.at(pipe);
        Object value = MISSING;
        List<Expression.Command> commands = pipe.commands();
        for (int i = 0; i < commands.size(); i++) {
            value = command(commands.get(i), value);
        }
        Held looked = commands.isEmpty() ? Held.AS_COPY : held.looked();
        List<Expression.Variable> targets = pipe.targets();
        for (int i = 0; i < targets.size(); i++) {
            Expression.Variable target = targets.get(i);
            if (pipe.assigns() && !frame.isDeclared(target.slot())) {
                throw frame.fail("undefined variable: " + target.name());
            }
            frame.set(target.slot(), value, looked);
            if (tracer != null) {
                tracer.assign(frame, target.slot());
            }
        }
        return result(value, looked);
    }

    /** A pipeline within another one. */
    @Nullable Object nested(Expression.Pipe pipe) {
        run.stack().enter();
        Object value = pipe(pipe);
        run.stack().leave();
        return value;
    }

    private @Nullable Object command(Expression.Command command, @Nullable Object last) {
        List<Expression> operands = command.operands();
        Expression first = operands.getFirst();
        return switch (first) {
            case Expression.Field field -> field(field, operands, last);
            case Expression.Name name -> function(name, command, operands, last);
            case Expression.Variable variable -> variable(variable, operands, last);
            case Expression.Pipe pipe -> {
                takesNothing(operands, last);
                yield nested(pipe);
            }
            case Expression.Chain chain -> chain(chain, operands, last);
            default -> {
                frame.at(first);
                takesNothing(operands, last);
                yield constant(first);
            }
        };
    }

    private void takesNothing(List<Expression> operands, @Nullable Object last) {
        if (operands.size() > 1 || last != MISSING) {
            throw frame.fail("can't give argument to non-function " + operands.getFirst());
        }
    }

    /** The value of a dot, a constant, or the refusal of a nil. */
    @Nullable Object constant(Expression expression) {
        return switch (expression) {
            case Expression.Dot _ -> {
                if (tracer != null) {
                    tracer.readDot(frame);
                }
                yield result(frame.dot, frame.dotHeld);
            }
            case Expression.Literal literal -> result(literal.value(), Held.AS_COPY);
            case Expression.Bool bool -> result(bool.value(), Held.AS_COPY);
            case Expression.Numeral number -> result(number(number), Held.AS_COPY);
            case Expression.Nil _ -> throw frame.fail("nil is not a command");
            default -> throw frame.fail("can't evaluate command \"" + expression + "\"");
        };
    }

    private Object number(Expression.Numeral number) {
        frame.at(number);
        if (number.constant() == null) {
            throw frame.fail(number.text() + " overflows int");
        }
        return number.constant();
    }

    @Nullable Object field(Expression.Field field, List<Expression> operands, @Nullable Object last) {
        frame.at(field);
        return fields.chain(frame.dot, frame.dotHeld, field, field.names(), operands, last);
    }

    @Nullable Object function(Expression.Name name, Expression call, List<Expression> operands, @Nullable Object last) {
        frame.at(name);
        GoFunction function = name.function();
        return name.special() == Special.NONE
                ? caller.call(function, call, name.name(), operands, last)
                : caller.callSpecial(name.special(), function, call, name.name(), operands, last);
    }

    @Nullable Object variable(Expression.Variable variable, List<Expression> operands, @Nullable Object last) {
        frame.at(variable);
        int slot = variable.slot();
        if (!frame.isDeclared(slot)) {
            throw frame.fail("undefined variable: " + variable.name());
        }
        if (tracer != null) {
            tracer.readVariable(frame, slot);
        }
        Object value = frame.get(slot);
        if (variable.names().isEmpty()) {
            takesNothing(operands.isEmpty() ? List.of(variable) : operands, last);
            return result(value, frame.held(slot));
        }
        return fields.chain(value, frame.held(slot), variable, variable.names(), operands, last);
    }

    @Nullable Object chain(Expression.Chain chain, List<Expression> operands, @Nullable Object last) {
        frame.at(chain);
        Expression operand = chain.operand();
        frame.at(operand);
        Object value = switch (operand) {
            case Expression.Pipe pipe -> nested(pipe);
            case Expression.Name name -> function(name, name, List.of(), MISSING);
            default -> constant(operand);
        };
        return fields.chain(value, held, chain, chain.names(), operands, last);
    }
}
