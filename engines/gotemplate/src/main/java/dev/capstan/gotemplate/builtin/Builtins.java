package dev.capstan.gotemplate.builtin;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.STRING;
import static dev.capstan.gotemplate.value.GoType.VALUE;

import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.Truth;
import java.util.Map;

/** The functions of the language, by name. */
public final class Builtins {

    /** For {@code and}, {@code or} and {@code call} the executor does the work; here are only their parameters. */
    private static final GoFunction BY_EXECUTOR = GoFunction.variadic(
            (_, _) -> {
                throw new IllegalStateException("the executor computes this function itself");
            },
            VALUE,
            VALUE);

    private static final Map<String, GoFunction> ALL = Map.ofEntries(
            Map.entry("and", BY_EXECUTOR),
            Map.entry("or", BY_EXECUTOR),
            Map.entry("call", BY_EXECUTOR),
            Map.entry("not", GoFunction.of((arguments, _) -> !Truth.of(arguments.any(0)), VALUE)),
            Map.entry(
                    "eq",
                    GoFunction.variadic((arguments, run) -> Comparison.of(run).equal(arguments), VALUE, VALUE)),
            Map.entry(
                    "ne", GoFunction.of((arguments, run) -> !Comparison.of(run).equal(arguments), VALUE, VALUE)),
            Map.entry("lt", GoFunction.of((arguments, run) -> Comparison.of(run).less(arguments), VALUE, VALUE)),
            Map.entry("le", GoFunction.of((arguments, run) -> Comparison.of(run).lessOrEqual(arguments), VALUE, VALUE)),
            Map.entry(
                    "gt", GoFunction.of((arguments, run) -> !Comparison.of(run).lessOrEqual(arguments), VALUE, VALUE)),
            Map.entry(
                    "ge", GoFunction.of((arguments, run) -> !Comparison.of(run).less(arguments), VALUE, VALUE)),
            Map.entry("index", GoFunction.variadic((arguments, _) -> Indexing.index(arguments), VALUE, VALUE)),
            Map.entry("slice", GoFunction.variadic((arguments, _) -> Indexing.slice(arguments), VALUE, VALUE)),
            Map.entry("len", GoFunction.of((arguments, _) -> Indexing.length(arguments), VALUE)),
            Map.entry(
                    "print",
                    GoFunction.variadic((arguments, run) -> GoFormat.print(arguments.from(0), run.bounds()), ANY)),
            Map.entry(
                    "println",
                    GoFunction.variadic((arguments, run) -> GoFormat.println(arguments.from(0), run.bounds()), ANY)),
            Map.entry(
                    "printf",
                    GoFunction.variadic(
                            (arguments, run) -> GoFormat.printf(arguments.text(0), arguments.from(1), run.bounds()),
                            STRING,
                            ANY)),
            Map.entry("html", GoFunction.variadic(Escapers::html, ANY)),
            Map.entry("js", GoFunction.variadic(Escapers::javaScript, ANY)),
            Map.entry("urlquery", GoFunction.variadic(Escapers::urlQuery, ANY)));

    private Builtins() {}

    /** All of them. */
    public static Map<String, GoFunction> all() {
        return ALL;
    }
}
