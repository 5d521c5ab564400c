package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.INT;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Regular expressions of RE2, in time linear in the text. */
final class RegexFunctions {

    private RegexFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put(
                "regexMatch",
                GoFunction.of(
                        (a, run) -> {
                            try {
                                return GoRegex.compile(a.text(0)).isIn(a.text(1), run.bounds());
                            } catch (FunctionException invalid) {
                                return false; // that is what the function promises
                            }
                        },
                        STRING,
                        STRING));
        functions.put(
                "mustRegexMatch",
                GoFunction.of((a, run) -> GoRegex.compile(a.text(0)).isIn(a.text(1), run.bounds()), STRING, STRING));
        addBoth(
                functions,
                "regexFind",
                strict -> GoFunction.of(
                        (a, run) -> regex(a.text(0), strict).find(a.text(1), run.bounds()), STRING, STRING));
        addBoth(
                functions,
                "regexFindAll",
                strict -> GoFunction.of(
                        (a, run) -> orNil(regex(a.text(0), strict).findAll(a.text(1), a.integer(2), run.bounds())),
                        STRING,
                        STRING,
                        INT));
        addBoth(
                functions,
                "regexSplit",
                strict -> GoFunction.of(
                        (a, run) -> orNil(regex(a.text(0), strict).split(a.text(1), a.integer(2), run.bounds())),
                        STRING,
                        STRING,
                        INT));
        addBoth(
                functions,
                "regexReplaceAll",
                strict -> GoFunction.of(
                        (a, run) -> regex(a.text(0), strict).replaceAll(a.text(1), a.text(2), true, run.bounds()),
                        STRING,
                        STRING,
                        STRING));
        addBoth(
                functions,
                "regexReplaceAllLiteral",
                strict -> GoFunction.of(
                        (a, run) -> regex(a.text(0), strict).replaceAll(a.text(1), a.text(2), false, run.bounds()),
                        STRING,
                        STRING,
                        STRING));
        functions.put("regexQuoteMeta", FunctionShapes.text(GoRegex::quoteMeta));
    }

    private interface Variant {
        GoFunction of(boolean strict);
    }

    private static void addBoth(Map<String, GoFunction> functions, String name, Variant variant) {
        functions.put(name, variant.of(false));
        functions.put("must" + Character.toUpperCase(name.charAt(0)) + name.substring(1), variant.of(true));
    }

    /** Both kinds fail, and only their words differ. */
    private static GoRegex regex(String pattern, boolean strict) {
        return strict ? GoRegex.compile(pattern) : GoRegex.mustCompile(pattern);
    }

    private static Object orNil(@Nullable List<String> found) {
        return found == null ? TypedNil.STRINGS : TypedList.strings(found);
    }
}
