package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.INT;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Text in, text out. */
final class StringFunctions {

    private StringFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("hello", GoFunction.of((_, _) -> "Hello!"));
        addTrims(functions);
        addTests(functions);
        functions.put("abbrev", GoFunction.of((a, _) -> abbrev(0, a.integer(0), a.text(1)), INT, STRING));
        functions.put(
                "abbrevboth", GoFunction.of((a, _) -> abbrev(a.integer(0), a.integer(1), a.text(2)), INT, INT, STRING));
        functions.put("trunc", GoFunction.of((a, _) -> trunc(a.integer(0), a.text(1)), INT, STRING));
        functions.put(
                "substr", GoFunction.of((a, _) -> substr(a.integer(0), a.integer(1), a.text(2)), INT, INT, STRING));
        functions.put("repeat", GoFunction.of((a, run) -> repeat(a.integer(0), a.text(1), run.bounds()), INT, STRING));
        functions.put("indent", GoFunction.of((a, run) -> indent(a.integer(0), a.text(1), run.bounds()), INT, STRING));
        functions.put(
                "nindent",
                GoFunction.of((a, run) -> "\n" + indent(a.integer(0), a.text(1), run.bounds()), INT, STRING));
        functions.put(
                "wrap",
                GoFunction.of(
                        (a, run) -> Wrapping.wrap(a.text(1), a.integer(0), "", false, run.bounds()), INT, STRING));
        functions.put(
                "wrapWith",
                GoFunction.of(
                        (a, run) -> Wrapping.wrap(a.text(2), a.integer(0), a.text(1), true, run.bounds()),
                        INT,
                        STRING,
                        STRING));
        functions.put(
                "replace",
                GoFunction.of(
                        (a, run) -> replace(a.text(2), a.text(0), a.text(1), run.bounds()), STRING, STRING, STRING));
        functions.put(
                "plural", GoFunction.of((a, _) -> a.integer(2) == 1 ? a.text(0) : a.text(1), STRING, STRING, INT));
        functions.put("quote", GoFunction.variadic(StringFunctions::quote, GoType.ANY));
        functions.put("squote", GoFunction.variadic(StringFunctions::squote, GoType.ANY));
        functions.put("cat", GoFunction.variadic(StringFunctions::cat, GoType.ANY));
        functions.put("toString", FunctionShapes.any((a, run) -> Texts.of(a.any(0), run.bounds())));
        functions.put(
                "fail",
                GoFunction.of(
                        (a, _) -> {
                            throw new FunctionException(a.text(0));
                        },
                        STRING));
    }

    private static void addTrims(Map<String, GoFunction> functions) {
        functions.put("trim", FunctionShapes.text(GoString::strip));
        GoFunction trimAll = FunctionShapes.texts((set, text) -> Runes.trim(text, c -> set.indexOf(c) >= 0));
        functions.put("trimAll", trimAll);
        functions.put("trimall", trimAll);
        functions.put(
                "trimSuffix",
                FunctionShapes.texts(
                        (end, text) -> text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text));
        functions.put(
                "trimPrefix",
                FunctionShapes.texts((start, text) -> text.startsWith(start) ? text.substring(start.length()) : text));
    }

    private static void addTests(Map<String, GoFunction> functions) {
        functions.put("contains", FunctionShapes.test((part, text) -> text.contains(part)));
        functions.put("hasPrefix", FunctionShapes.test((start, text) -> text.startsWith(start)));
        functions.put("hasSuffix", FunctionShapes.test((end, text) -> text.endsWith(end)));
    }

    /** Cuts off so that {@code width} bytes are left, marks included; from the left only when that helps. */
    private static String abbrev(long left, long width, String text) {
        if (width < 4 || left > 0 && width < 7) {
            return text;
        }
        long length = GoString.length(text);
        if (length <= width) {
            return text;
        }
        long from = Math.min(left, length);
        if (length - from < width - 3) {
            from = length - (width - 3);
        }
        if (from <= 4) {
            return ByteText.slice(text, 0, width - 3) + "...";
        }
        if (from + width - 3 < length) {
            // What goes wrong in the second half gives nothing in Go.
            String rest = ByteText.slice(text, from, length);
            return "..." + (width - 3 < 4 ? "" : abbrev(0, width - 3, rest));
        }
        return "..." + ByteText.slice(text, length - (width - 3), length);
    }

    private static String trunc(long count, String text) {
        long length = GoString.length(text);
        if (count < 0) {
            return length + count > 0 ? ByteText.slice(text, length + count, length) : text;
        }
        return length > count ? ByteText.slice(text, 0, count) : text;
    }

    private static String substr(long start, long end, String text) {
        long length = GoString.length(text);
        if (start < 0) {
            return ByteText.slice(text, 0, end);
        }
        return end < 0 || end > length ? ByteText.slice(text, start, length) : ByteText.slice(text, start, end);
    }

    static String repeat(long count, String text, Bounds bounds) {
        if (count < 0) {
            throw new FunctionException(Panic.NEGATIVE_REPEAT);
        }
        bounds.value(Math.multiplyHigh(count, text.length()) == 0 ? count * text.length() : -1);
        return text.repeat(text.isEmpty() ? 0 : (int) count);
    }

    private static String indent(long spaces, String text, Bounds bounds) {
        if (spaces < 0) {
            throw new FunctionException(Panic.NEGATIVE_REPEAT);
        }
        long lines = 1 + text.chars().filter(c -> c == '\n').count();
        long added = Math.multiplyHigh(spaces, lines) == 0 ? spaces * lines : -1;
        bounds.value(added < 0 ? -1 : added + text.length());
        String pad = " ".repeat((int) spaces);
        return pad + (lines == 1 ? text : text.replace("\n", "\n" + pad));
    }

    static String replace(String text, String old, String by, Bounds bounds) {
        bounds.steps(text.length() >>> 4);
        if (old.isEmpty()) {
            bounds.value(text.length() + (text.length() + 1L) * by.length());
            StringBuilder out = new StringBuilder(by);
            text.codePoints().forEach(c -> out.appendCodePoint(c).append(by));
            return out.toString();
        }
        if (by.length() > old.length()) {
            bounds.value((long) text.length() / old.length() * by.length());
        }
        return text.replace(old, by);
    }

    private static String quote(Arguments arguments, Execution run) {
        return joined(arguments, run, value -> {
            String text = Texts.of(value, run.bounds());
            run.bounds().value(text.length() * 2L);
            return Quote.quote(text);
        });
    }

    private static String squote(Arguments arguments, Execution run) {
        return joined(arguments, run, value -> "'" + GoFormat.text(value, run.bounds()) + "'");
    }

    private static String cat(Arguments arguments, Execution run) {
        return joined(arguments, run, value -> GoFormat.text(value, run.bounds()));
    }

    private interface Writer {
        String write(Object value);
    }

    private static String joined(Arguments arguments, Execution run, Writer writer) {
        List<String> texts = new ArrayList<>(arguments.size());
        long size = 0;
        for (Object value : arguments.from(0)) {
            if (value != null) {
                String text = writer.write(value);
                size += text.length() + 1L;
                texts.add(text);
            }
        }
        run.bounds().value(size);
        return String.join(" ", texts);
    }
}
