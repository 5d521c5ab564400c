package dev.capstan.helm.render;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.sprig.EncodedValues;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.helm.yaml.YamlText;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.PlainJson;
import dev.capstan.yaml.PlainYaml;
import dev.capstan.yaml.UnwritableValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Helm's functions for YAML and JSON. Those without {@code must} never fail: they give an empty text, or the error as a value. */
final class Encoders {
    private static final String ERROR = "Error";

    private Encoders() {}

    static String toYaml(@Nullable Object value, Execution run) {
        try {
            return mustToYaml(value, run);
        } catch (FunctionException e) {
            return "";
        }
    }

    static String mustToYaml(@Nullable Object value, Execution run) {
        return yaml(value, PlainYaml.Form.KUBERNETES, run);
    }

    static String toYamlPretty(@Nullable Object value, Execution run) {
        try {
            return yaml(value, PlainYaml.Form.PRETTY, run);
        } catch (FunctionException e) {
            return "";
        }
    }

    private static String yaml(@Nullable Object value, PlainYaml.Form form, Execution run) {
        try {
            String text = PlainYaml.write(value, form, foreign(run));
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (UnwritableValueException e) {
            throw new FunctionException(String.valueOf(e.getMessage()));
        }
    }

    static String toJson(@Nullable Object value, Execution run) {
        try {
            return mustToJson(value, run);
        } catch (FunctionException e) {
            return "";
        }
    }

    static String mustToJson(@Nullable Object value, Execution run) {
        try {
            return PlainJson.write(value, PlainJson.Form.COMPACT, foreign(run));
        } catch (UnwritableValueException e) {
            throw new FunctionException(String.valueOf(e.getMessage()));
        }
    }

    static Object fromYaml(Arguments arguments, Execution run) {
        return orEmpty(map(() -> PlainYaml.readMap(counted(arguments, run), YamlText.LIMITS)));
    }

    static Object fromJson(Arguments arguments, Execution run) {
        return map(() -> PlainJson.readMap(counted(arguments, run), YamlText.LIMITS));
    }

    static Object fromYamlArray(Arguments arguments, Execution run) {
        return orEmpty(list(() -> PlainYaml.readList(counted(arguments, run), YamlText.LIMITS)));
    }

    static Object fromJsonArray(Arguments arguments, Execution run) {
        return list(() -> PlainJson.readList(counted(arguments, run), YamlText.LIMITS));
    }

    /** Of no value, JSON makes nil, and YAML leaves the empty value alone that it was to be read into. */
    private static Object orEmpty(Object value) {
        return value.equals(TypedNil.MAP)
                ? new LinkedHashMap<>()
                : value.equals(TypedNil.LIST) ? new ArrayList<>() : value;
    }

    /** Values take more room than their text. */
    private static String counted(Arguments arguments, Execution run) {
        String text = arguments.text(0);
        run.bounds().value(4L * GoString.length(text));
        return text;
    }

    private interface Reading<T> {
        @Nullable T read();
    }

    private static Object map(Reading<Map<String, @Nullable Object>> reading) {
        try {
            Map<String, @Nullable Object> map = reading.read();
            return map == null ? TypedNil.MAP : map;
        } catch (GoDecodeException e) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put(ERROR, e.getMessage());
            return error;
        }
    }

    private static Object list(Reading<List<@Nullable Object>> reading) {
        try {
            List<@Nullable Object> list = reading.read();
            return list == null ? TypedNil.LIST : list;
        } catch (GoDecodeException e) {
            List<@Nullable Object> error = new ArrayList<>();
            error.add(e.getMessage());
            return error;
        }
    }

    private static ForeignValues foreign(Execution run) {
        return new EncodedValues(run.bounds());
    }
}
