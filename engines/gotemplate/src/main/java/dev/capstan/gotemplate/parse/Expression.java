package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.value.GoFunction;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a template computes. */
public sealed interface Expression extends Node {

    /** Commands, each of which is handed the result of the one before; and variables that take the last result. */
    record Pipe(int position, List<Variable> targets, boolean assigns, List<Command> commands) implements Expression {

        /** Keeps its own copies. */
        public Pipe {
            targets = List.copyOf(targets);
            commands = List.copyOf(commands);
        }

        @Override
        public String toString() {
            String names = targets.stream().map(Variable::toString).collect(Collectors.joining(", "));
            String head = targets.isEmpty() ? "" : names + (assigns ? " = " : " := ");
            return head + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
        }
    }

    /** An operand, and what it is given. */
    record Command(int position, List<Expression> operands) implements Expression {

        /** Keeps its own copy. */
        public Command {
            operands = List.copyOf(operands);
        }

        @Override
        public String toString() {
            return operands.stream().map(Expression::enclosed).collect(Collectors.joining(" "));
        }
    }

    /** {@code .a.b}. */
    record Field(int position, List<String> names) implements Expression {

        /** Keeps its own copy. */
        public Field {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    /**
     * {@code $x.a.b}.
     *
     * @param slot where a run keeps the variable, or {@link #NO_SLOT} when the name means nothing at this place
     * @param names of the fields behind it
     */
    record Variable(int position, String name, int slot, List<String> names) implements Expression {

        /** The variable is known to the parser, but a run cannot have come by its declaration. */
        public static final int NO_SLOT = -1;

        /** Keeps its own copy. */
        public Variable {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return names.isEmpty() ? name : name + "." + String.join(".", names);
        }
    }

    /** Fields of anything else: {@code (pipe).a.b}. */
    record Chain(int position, Expression operand, List<String> names) implements Expression {

        /** Keeps its own copy. */
        public Chain {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return enclosed(operand) + "." + String.join(".", names);
        }
    }

    /** A function. */
    record Name(int position, String name, GoFunction function, Special special) implements Expression {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The functions of the language that are not called as others are. */
    enum Special {
        /** Called as others are. */
        NONE,
        /** Gives the first argument that is false; the rest is not computed. */
        AND,
        /** Gives the first argument that is true; the rest is not computed. */
        OR,
        /** Its first argument is a function. */
        CALL
    }

    /** The dot. */
    record Dot(int position) implements Expression {
        @Override
        public String toString() {
            return ".";
        }
    }

    /** The word nil. */
    record Nil(int position) implements Expression {
        @Override
        public String toString() {
            return "nil";
        }
    }

    /** The words true and false. */
    record Bool(int position, Boolean value) implements Expression {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * A number.
     *
     * @param constant what it is where no type is asked for, or null when it then fits none
     */
    record Numeral(
            int position,
            String text,
            NumberValue value,
            @Nullable Object constant) implements Expression {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A string; the literal is as it was written. */
    record Literal(int position, String literal, String value) implements Expression {
        @Override
        public String toString() {
            return literal;
        }
    }

    private static String enclosed(Expression expression) {
        return expression instanceof Pipe ? "(" + expression + ")" : expression.toString();
    }
}
