package dev.capstan.expression;

import java.util.Set;

/** Compiles expressions. Equal texts may share one compiled form. Thread-safe. */
public interface ExpressionCompiler {

    /** What compiling gives. */
    sealed interface Compilation {

        /** A usable expression. */
        record Compiled(Expression expression) implements Compilation {}

        /** A text that is not a boolean expression; the cause names the place. */
        record NotCompiled(String cause) implements Compilation {}
    }

    /** Compiles an expression over exactly these variables; every other name is an error. */
    Compilation over(String text, Set<String> variables);

    /** Compiles an expression over the top-level fields of an object, whichever it names. */
    Compilation overFields(String text);
}
