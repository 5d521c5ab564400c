package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values (null, Boolean, String, numbers, List, Map with String keys, byte arrays) as JSON, to the byte as Go's
 * encoding/json writes and reads them. Numbers other than Double and Float are written as their {@code toString}.
 */
public final class PlainJson {
    /** Deeper than this Go looks for cycles; here nothing goes deeper. */
    private static final int DEEPEST = 1_000;

    private final Form form;
    private final ForeignValues foreign;
    private final Utf8Buffer out = new Utf8Buffer(256);
    private int depth;

    private PlainJson(Form form, ForeignValues foreign) {
        this.form = form;
        this.foreign = foreign;
    }

    /** The ways of Go's encoder. */
    public enum Form {
        /** As {@code json.Marshal}: no blanks, {@code <}, {@code >} and {@code &} as escapes. */
        COMPACT,
        /** As {@code json.MarshalIndent} with two blanks. */
        INDENTED,
        /** As an encoder without escapes for HTML, but without the line feed that it adds. */
        RAW
    }

    /**
     * A value as JSON.
     *
     * @throws UnwritableValueException with Go's text, for numbers that are not finite, values that contain themselves
     *     and values of kinds that nobody can write
     */
    public static String write(@Nullable Object value, Form form, ForeignValues foreign) {
        return written(value, form, foreign).text();
    }

    /** As {@link #write}, in UTF-8. */
    public static byte[] writeBytes(@Nullable Object value, Form form, ForeignValues foreign) {
        return written(value, form, foreign).toBytes();
    }

    /**
     * Reads a text into plain values: maps and lists that may be changed, every number a Double.
     *
     * @throws GoDecodeException with Go's text, when it is not JSON
     */
    public static @Nullable Object read(String text, Limits limits) {
        byte[] bytes = GoBytes.of(text);
        try {
            return PlainValues.ofJson(new JsonReader("JSON", bytes, limits).document());
        } catch (YamlSyntaxException refused) {
            throw new GoDecodeException(JsonFault.of(bytes, refused.getMessage()));
        }
    }

    /**
     * Reads an object.
     *
     * @return null when the text is {@code null}, which makes a nil map in Go
     * @throws GoDecodeException with Go's text, when it is not JSON or something else
     */
    public static @Nullable Map<String, @Nullable Object> readMap(String text, Limits limits) {
        return PlainValues.map(read(text, limits));
    }

    /**
     * Reads an array.
     *
     * @return null when the text is {@code null}, which makes a nil slice in Go
     * @throws GoDecodeException with Go's text, when it is not JSON or something else
     */
    public static @Nullable List<@Nullable Object> readList(String text, Limits limits) {
        return PlainValues.list(read(text, limits));
    }

    private static Utf8Buffer written(@Nullable Object value, Form form, ForeignValues foreign) {
        PlainJson json = new PlainJson(form, foreign);
        json.value(value);
        foreign.written(json.out.size());
        return json.out;
    }

    /** The digits of a number in JSON, as Go's encoder has them. */
    static String number(Number number) {
        if (!(number instanceof Double || number instanceof Float)) {
            return number.toString();
        }
        double value = number instanceof Float f ? Double.parseDouble(f.toString()) : number.doubleValue();
        if (Double.isNaN(value)) {
            throw new UnwritableValueException(Mark.NONE, "json: unsupported value: NaN");
        }
        if (Double.isInfinite(value)) {
            throw new UnwritableValueException(Mark.NONE, "json: unsupported value: " + (value > 0 ? "+Inf" : "-Inf"));
        }
        return GoNumbers.jsonFloat(value);
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> out.ascii("null");
            case String text -> JsonText.write(text, form != Form.RAW, out);
            case Boolean truth -> out.ascii(truth ? "true" : "false");
            case Number number -> out.ascii(number(number));
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case byte[] bytes -> JsonText.write(base64(bytes), form != Form.RAW, out);
            default -> value(foreign.plain(value, Encoding.JSON));
        }
    }

    static String base64(byte[] bytes) {
        return new String(Base64.getEncoder().encode(bytes), StandardCharsets.ISO_8859_1);
    }

    private void map(Map<?, ?> map) {
        if (map.isEmpty()) {
            out.ascii("{}");
            return;
        }
        enter("map[string]interface {}");
        String[] keys = map instanceof StructFields ? map.keySet().toArray(new String[0]) : sortedKeys(map);
        for (int i = 0; i < keys.length; i++) {
            out.ascii(i == 0 ? '{' : ',');
            line();
            JsonText.write(keys[i], form != Form.RAW, out);
            out.ascii(':');
            if (form == Form.INDENTED) {
                out.ascii(' ');
            }
            value(map.get(keys[i]));
        }
        leave('}');
    }

    /** The keys in Go's order, which is that of their bytes. */
    static String[] sortedKeys(Map<?, ?> map) {
        String[] keys = map.keySet().toArray(new String[0]);
        Arrays.sort(keys, CodePoints::compare);
        return keys;
    }

    private void list(List<?> list) {
        if (list.isEmpty()) {
            out.ascii("[]");
            return;
        }
        enter("[]interface {}");
        char before = '[';
        for (Object item : list) {
            out.ascii(before);
            before = ',';
            line();
            value(item);
        }
        leave(']');
    }

    private void enter(String type) {
        foreign.written(out.size());
        depth++;
        if (depth > DEEPEST) {
            throw new UnwritableValueException(Mark.NONE, "json: unsupported value: encountered a cycle via " + type);
        }
    }

    private void leave(char close) {
        depth--;
        line();
        out.ascii(close);
    }

    private void line() {
        if (form == Form.INDENTED) {
            out.lineFeed();
            out.spaces(2 * depth);
        }
    }
}
