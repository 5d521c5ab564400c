package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.INT;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between text and lists of text. */
final class StringListFunctions {

    private StringListFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put(
                "split",
                GoFunction.of((a, run) -> numbered(split(a.text(1), a.text(0), -1, run.bounds())), STRING, STRING));
        functions.put(
                "splitn",
                GoFunction.of(
                        (a, run) -> numbered(split(a.text(2), a.text(0), a.integer(1), run.bounds())),
                        STRING,
                        INT,
                        STRING));
        functions.put(
                "splitList",
                GoFunction.of(
                        (a, run) -> TypedList.strings(split(a.text(1), a.text(0), -1, run.bounds())), STRING, STRING));
        functions.put(
                "toStrings", GoFunction.of((a, run) -> TypedList.strings(Texts.list(a.any(0), run.bounds())), ANY));
        functions.put("join", GoFunction.of((a, run) -> join(a.text(0), a.any(1), run.bounds()), STRING, ANY));
        functions.put("sortAlpha", GoFunction.of((a, run) -> sorted(a.any(0), run.bounds()), ANY));
    }

    private static TypedMap numbered(List<String> parts) {
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            map.put("_" + i, parts.get(i));
        }
        return new TypedMap(GoType.STRING_MAP, map);
    }

    /** {@code strings.SplitN}: an empty separator splits into characters. */
    private static List<String> split(String text, String separator, long most, Bounds bounds) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (most < 0 || parts.size() < most - 1) {
            bounds.growingEntries(parts.size());
            int at = separator.isEmpty() ? nextCharacter(text, from) : text.indexOf(separator, from);
            if (at < 0) {
                break;
            }
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        boolean hasRest = most != 0 && (!separator.isEmpty() || from < text.length());
        if (hasRest) {
            parts.add(text.substring(from));
        }
        bounds.entries(parts.size());
        return parts;
    }

    /** The end of the character here, or -1 when it is the last one. */
    private static int nextCharacter(String text, int from) {
        int end = from < text.length() ? text.offsetByCodePoints(from, 1) : text.length();
        return end < text.length() ? end : -1;
    }

    private static String join(String separator, @Nullable Object value, Bounds bounds) {
        List<String> texts = Texts.list(value, bounds);
        long size = 0;
        for (String text : texts) {
            size += text.length() + separator.length();
        }
        bounds.value(size);
        return String.join(separator, texts);
    }

    private static TypedList sorted(@Nullable Object value, Bounds bounds) {
        if (Elements.orNull(value) == null) {
            return TypedList.strings(List.of(Texts.of(value, bounds)));
        }
        List<String> texts = new ArrayList<>(Texts.list(value, bounds));
        texts.sort(GoString::compare);
        return TypedList.strings(texts);
    }
}
