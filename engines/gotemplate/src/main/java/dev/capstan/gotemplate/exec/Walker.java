package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.parse.Body;
import dev.capstan.gotemplate.parse.Expression;
import dev.capstan.gotemplate.parse.Statement;
import dev.capstan.gotemplate.parse.TemplateTree;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.Truth;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does what the statements of one template say. */
final class Walker {

    private static final String NO_VALUE = "<no value>";

    private final Run run;
    private final Frame frame;
    private final Output output;
    private final Evaluator evaluator;
    private final Loop loop;
    private final @Nullable Tracer tracer;
    private Set<String> conditionReads = Set.of();

    Walker(Run run, Frame frame, Output output) {
        this.run = run;
        this.frame = frame;
        this.output = output;
        this.evaluator = new Evaluator(run, frame);
        this.loop = new Loop(this, run, frame);
        this.tracer = run.environment().tracer();
    }

    /** How a list of statements has ended. */
    enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    /** Runs the whole template. */
    void walk() {
        try {
            walk(frame.tree().body());
        } catch (BoundsExceededException failure) {
            throw failure.place().isPresent()
                    ? failure
                    : failure.at(frame.place(), frame.tree().name());
        }
    }

    Flow walk(Body body) {
        run.stack().enter();
        List<Statement> statements = body.statements();
        for (int i = 0; i < statements.size(); i++) {
            Flow flow = walk(statements.get(i));
            if (flow != Flow.ON) {
                run.stack().leave();
                return flow;
            }
        }
        run.stack().leave();
        return Flow.ON;
    }

    private Flow walk(Statement statement) {
        frame.at(statement);
        switch (statement) {
            case Statement.Text text -> write(text, text.text(), output.length());
            case Statement.Action action -> act(action);
            case Statement.If branch -> {
                return branch(branch);
            }
            case Statement.With with -> {
                return with(with);
            }
            case Statement.Range range -> {
                return loop.walk(range, condition(range.pipe()));
            }
            case Statement.Call call -> call(call);
            case Statement.Break _ -> {
                return Flow.BREAK;
            }
            case Statement.Continue _ -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.ON;
    }

    private void act(Statement.Action action) {
        if (tracer != null) {
            tracer.beginAction();
        }
        Object value = evaluator.pipe(action.pipe());
        if (action.pipe().targets().isEmpty()) {
            frame.at(action);
            write(action, printed(action, value), output.length());
        }
        if (tracer != null) {
            tracer.endAction();
        }
    }

    private String printed(Statement.Action action, @Nullable Object value) {
        return switch (value) {
            case null -> NO_VALUE;
            case String text -> text;
            case GoFunction function -> throw frame.fail("can't print " + action + " of type " + function.type());
            default ->
                evaluator.held() == Held.IN_PLACE || isPointer(value)
                        ? GoFormat.inPlace(value, run.bounds())
                        : GoFormat.text(value, run.bounds());
        };
    }

    private static boolean isPointer(Object value) {
        return value instanceof GoStruct struct && struct.type().kind() == Kind.POINTER;
    }

    private void write(Statement statement, String text, int from) {
        output.write(text);
        if (tracer != null) {
            tracer.wrote(frame, statement, from, output.length());
        }
    }

    /** An else-if is an if within the other branch; long chains of them are gone through without nesting. */
    private Flow branch(Statement.If first) {
        Statement.If branch = first;
        while (!Truth.of(condition(branch.pipe()))) {
            Body otherwise = branch.otherwise();
            if (otherwise == null) {
                return Flow.ON;
            }
            List<Statement> statements = otherwise.statements();
            if (statements.size() == 1 && statements.getFirst() instanceof Statement.If next) {
                branch = next;
            } else {
                return walk(otherwise);
            }
        }
        return walk(branch.body());
    }

    private Flow with(Statement.With first) {
        Statement.With with = first;
        Object value = condition(with.pipe());
        while (!Truth.of(value)) {
            Body otherwise = with.otherwise();
            if (otherwise == null) {
                return Flow.ON;
            }
            List<Statement> statements = otherwise.statements();
            if (statements.size() == 1 && statements.getFirst() instanceof Statement.With next) {
                with = next;
                value = condition(with.pipe());
            } else {
                return walk(otherwise);
            }
        }
        return walk(with.body(), value, evaluator.held(), conditionReads);
    }

    /** The value of what a control structure depends on. */
    private @Nullable Object condition(Expression.Pipe pipe) {
        if (tracer == null) {
            return evaluator.pipe(pipe);
        }
        tracer.beginAction();
        Object value = evaluator.pipe(pipe);
        conditionReads = tracer.endCondition();
        return value;
    }

    /** Runs statements with another dot; of that it is known what was read for it. */
    Flow walk(Body body, @Nullable Object dot, Held held, Set<String> reads) {
        if (tracer == null) {
            return walk(body, dot, held);
        }
        Set<String> outerReads = tracer.setDot(frame, reads);
        Flow flow = walk(body, dot, held);
        tracer.setDot(frame, outerReads);
        return flow;
    }

    private Flow walk(Body body, @Nullable Object dot, Held held) {
        Object outerDot = frame.dot;
        Held outerHeld = frame.dotHeld;
        frame.dot = dot;
        frame.dotHeld = held;
        Flow flow = walk(body);
        frame.dot = outerDot;
        frame.dotHeld = outerHeld;
        return flow;
    }

    private void call(Statement.Call call) {
        TemplateTree tree = run.templates().find(call.name());
        if (tree == null) {
            throw frame.fail("template " + Quote.quote(call.name()) + " not defined");
        }
        if (tracer == null) {
            call(call, tree);
        } else {
            tracer.beginAction();
            call(call, tree);
            tracer.endCondition();
        }
    }

    private void call(Statement.Call call, TemplateTree tree) {
        Expression.Pipe pipe = call.pipe();
        Object data = pipe == null ? null : evaluator.pipe(pipe);
        run.call(tree, data, pipe == null ? Held.AS_COPY : evaluator.held(), output);
    }
}
