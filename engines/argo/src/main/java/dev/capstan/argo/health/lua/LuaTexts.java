package dev.capstan.argo.health.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text functions, for scripts that ask for all libraries: those that health scripts use, each with its costs. */
final class LuaTexts {

    private LuaTexts() {}

    static LuaTable functions(LuaRun run) {
        LuaTable functions = new LuaTable();
        put(
                run,
                functions,
                "len",
                (_, given) -> List.of(new LuaValue.Num(text(given, 0).length())));
        put(
                run,
                functions,
                "lower",
                (inner, given) -> List.of(inner.made(text(given, 0).toLowerCase(Locale.ROOT))));
        put(
                run,
                functions,
                "upper",
                (inner, given) -> List.of(inner.made(text(given, 0).toUpperCase(Locale.ROOT))));
        put(run, functions, "sub", (inner, given) -> List.of(inner.made(part(given))));
        put(run, functions, "rep", LuaTexts::repeated);
        put(run, functions, "find", LuaTexts::found);
        put(run, functions, "match", LuaTexts::matched);
        put(run, functions, "gmatch", LuaTexts::matches);
        put(run, functions, "gsub", LuaTexts::replaced);
        put(run, functions, "format", LuaTexts::formatted);
        return functions;
    }

    private static List<LuaValue> repeated(LuaRun run, List<LuaValue> given) {
        double times = number(given, 1, 0);
        LuaValue.Str text = new LuaValue.Str(text(given, 0));
        LuaValue whole = new LuaValue.Str("");
        for (int i = 0; i < times; i++) {
            whole = LuaArithmetic.binary(run, "..", whole, text);
        }
        return List.of(whole);
    }

    private static List<LuaValue> found(LuaRun run, List<LuaValue> given) {
        String text = text(given, 0);
        int from = start(number(given, 2, 1), text.length());
        run.steps(1 + text.length() / 16);
        if (LuaExpression.valueAt(given, 3).isTrue()) {
            int place = text.indexOf(text(given, 1), from);
            return place < 0
                    ? List.of(LuaValues.NIL)
                    : List.of(
                            new LuaValue.Num(place + 1.0),
                            new LuaValue.Num(place + text(given, 1).length()));
        }
        LuaPattern.Match match = LuaPattern.find(run, text, text(given, 1), from);
        if (match.end() < 0) {
            return List.of(LuaValues.NIL);
        }
        List<LuaValue> values =
                new ArrayList<>(List.of(new LuaValue.Num(match.start() + 1.0), new LuaValue.Num(match.end())));
        if (match.hasCaptures()) {
            values.addAll(match.captures());
        }
        return values;
    }

    private static List<LuaValue> matched(LuaRun run, List<LuaValue> given) {
        String text = text(given, 0);
        LuaPattern.Match match = LuaPattern.find(run, text, text(given, 1), start(number(given, 2, 1), text.length()));
        return match.end() < 0 ? List.of(LuaValues.NIL) : match.captures();
    }

    private static List<LuaValue> matches(LuaRun run, List<LuaValue> given) {
        String text = text(given, 0);
        String pattern = text(given, 1);
        int[] place = {0};
        LuaValue.Function next = (inner, _) -> {
            if (place[0] > text.length()) {
                return List.of(LuaValues.NIL);
            }
            LuaPattern.Match match = LuaPattern.find(inner, text, pattern, place[0]);
            place[0] = match.end() < 0 ? text.length() + 1 : Math.max(match.end(), match.start() + 1);
            return match.end() < 0 ? List.of(LuaValues.NIL) : match.captures();
        };
        run.step();
        return List.of(next);
    }

    /** The replacement is a text, in which %0 to %9 are what was found, or a function or table of what was found. */
    private static List<LuaValue> replaced(LuaRun run, List<LuaValue> given) {
        String text = text(given, 0);
        String pattern = text(given, 1);
        double most = number(given, 3, Double.MAX_VALUE);
        LuaValue whole = new LuaValue.Str("");
        int place = 0;
        int count = 0;
        while (count < most && place <= text.length()) {
            LuaPattern.Match match = LuaPattern.find(run, text, pattern, place);
            if (match.end() < 0 || pattern.startsWith("^") && count > 0) {
                break;
            }
            count++;
            String found = text.substring(match.start(), match.end());
            String before = text.substring(place, match.start());
            whole = joined(run, whole, before + replacement(run, LuaExpression.valueAt(given, 2), found, match));
            place = match.end();
            if (found.isEmpty()) {
                whole = joined(run, whole, place < text.length() ? text.substring(place, place + 1) : "");
                place++;
            }
        }
        return List.of(joined(run, whole, text.substring(Math.min(place, text.length()))), new LuaValue.Num(count));
    }

    private static String replacement(LuaRun run, LuaValue by, String found, LuaPattern.Match match) {
        LuaValue first = match.captures().getFirst();
        LuaValue value = switch (by) {
            case LuaTable table -> table.get(run, first);
            case LuaValue.Function function ->
                LuaExpression.valueAt(LuaCall.call(run, function, "gsub", match.captures()), 0);
            default -> new LuaValue.Str(filled(run, by.shown(), found, match));
        };
        return value.isTrue() ? value.shown() : found;
    }

    private static String filled(LuaRun run, String template, String found, LuaPattern.Match match) {
        StringBuilder filled = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char letter = template.charAt(i++);
            if (letter != '%' || i == template.length()) {
                filled.append(letter);
                continue;
            }
            char number = template.charAt(i++);
            int place = number - '1';
            if (number == '0') {
                filled.append(found);
            } else if (place >= 0 && place < match.captures().size()) {
                filled.append(match.captures().get(place).shown());
            } else {
                filled.append(number);
            }
            run.checkLength(filled);
        }
        return filled.toString();
    }

    /** Knows %s, %d and %%, without widths. */
    private static List<LuaValue> formatted(LuaRun run, List<LuaValue> given) {
        String template = text(given, 0);
        StringBuilder filled = new StringBuilder();
        int argument = 1;
        int i = 0;
        while (i < template.length()) {
            char letter = template.charAt(i++);
            if (letter != '%') {
                filled.append(letter);
                continue;
            }
            switch (i < template.length() ? template.charAt(i++) : 0) {
                case '%' -> filled.append('%');
                case 's' ->
                    filled.append(LuaExpression.valueAt(given, argument++).shown());
                case 'd' -> filled.append((long) number(given, argument++, 0));
                default -> throw LuaFault.error("string.format knows only %s, %d and %% here");
            }
            run.steps(1 + filled.length() / 1_000);
        }
        return List.of(run.made(filled.toString()));
    }

    private static LuaValue joined(LuaRun run, LuaValue left, String right) {
        return LuaArithmetic.binary(run, "..", left, new LuaValue.Str(right));
    }

    private static String part(List<LuaValue> given) {
        String text = text(given, 0);
        int from = start(number(given, 1, 1), text.length());
        double last = number(given, 2, -1);
        int end = (int) Math.clamp(last < 0 ? text.length() + last + 1 : last, 0, text.length());
        return from < end ? text.substring(from, end) : "";
    }

    /** A place as Lua counts it, from 1 or back from the end, as one from 0. */
    private static int start(double place, int length) {
        return (int) Math.clamp(place < 0 ? length + place : place - 1, 0, length);
    }

    private static String text(List<LuaValue> given, int place) {
        LuaValue value = LuaExpression.valueAt(given, place);
        if (value instanceof LuaValue.Str || value instanceof LuaValue.Num) {
            return value.shown();
        }
        throw LuaFault.error("a text is needed, and a " + value.typeName() + " is given");
    }

    private static double number(List<LuaValue> given, int place, double otherwise) {
        LuaValue value = LuaExpression.valueAt(given, place);
        return value instanceof LuaValue.Nil ? otherwise : LuaArithmetic.number(value, "a text function");
    }

    private static void put(LuaRun run, LuaTable table, String name, LuaValue.Function function) {
        table.put(run, new LuaValue.Str(name), function);
    }
}
