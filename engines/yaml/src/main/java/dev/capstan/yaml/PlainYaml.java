package dev.capstan.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values (null, Boolean, String, numbers, List, Map with String keys, byte arrays) as YAML, to the byte as the Go
 * libraries write them.
 */
public final class PlainYaml {
    private static final int DEEPEST = 1_000;

    private final Form form;
    private final ForeignValues foreign;
    private final YamlLayout layout;
    private final Utf8Buffer out = new Utf8Buffer(512);
    private final BlockEmitter emitter;
    private int depth;

    private PlainYaml(Form form, ForeignValues foreign) {
        this.form = form;
        this.foreign = foreign;
        this.layout = form.layout;
        this.emitter = new BlockEmitter(out, layout);
    }

    /** The libraries, and what is done with them. */
    public enum Form {
        /** sigs.k8s.io/yaml, which goes through JSON: Helm's {@code toYaml}, with a line feed at the end. */
        KUBERNETES(YamlLayout.KUBERNETES, KeyOrder.VERSION_2),
        /** go-yaml v3 with two blanks a level: Helm's {@code toYamlPretty}, with a line feed at the end. */
        PRETTY(YamlLayout.ofVersion3(2), KeyOrder.VERSION_3),
        /** go-yaml v3 as it comes. */
        VERSION_3(YamlLayout.ofVersion3(4), KeyOrder.VERSION_3),
        /** go-yaml v2 with keys in the order of their bytes: what Flux takes the digest of. */
        DIGESTED(YamlLayout.KUBERNETES, null);

        private final YamlLayout layout;
        private final @Nullable KeyOrder order;

        Form(YamlLayout layout, @Nullable KeyOrder order) {
            this.layout = layout;
            this.order = order;
        }
    }

    /**
     * A value as a document; ends with a line feed.
     *
     * @throws UnwritableValueException with Go's text, for what JSON cannot hold where the form goes through it, values
     *     that contain themselves and values of kinds that nobody can write
     */
    public static String write(@Nullable Object value, Form form, ForeignValues foreign) {
        return written(value, form, foreign).text();
    }

    /** As {@link #write}, in UTF-8. */
    public static byte[] writeBytes(@Nullable Object value, Form form, ForeignValues foreign) {
        return written(value, form, foreign).toBytes();
    }

    /**
     * Reads the first document of a text as sigs.k8s.io/yaml does: maps and lists that may be changed, every number a
     * Double, of a key given twice the last value, and not a look at what is behind the document.
     *
     * @return null when there is no document, or one without a value
     * @throws GoDecodeException with the text of the Go libraries, when it is not YAML or JSON cannot hold it
     */
    public static @Nullable Object read(byte[] text, Limits limits) {
        YamlNode root = readNode(text, limits);
        return root == null ? null : value(root);
    }

    /** As {@link #read(byte[], Limits)}. */
    public static @Nullable Object read(String text, Limits limits) {
        return read(GoBytes.of(text), limits);
    }

    /** As {@link #read(byte[], Limits)}, with the places of all values; null when there is no document. */
    public static @Nullable YamlNode readNode(byte[] text, Limits limits) {
        try {
            return new Parser("YAML", text, limits, null, true).firstValue();
        } catch (YamlSyntaxException refused) {
            throw notJson(refused.goText());
        }
    }

    /**
     * Reads a map.
     *
     * @return null when there is no value, which makes a nil map in Go
     * @throws GoDecodeException with the text of the Go libraries, as {@link #read(byte[], Limits)} and for other values
     */
    public static @Nullable Map<String, @Nullable Object> readMap(byte[] text, Limits limits) {
        Object value = read(text, limits);
        try {
            return PlainValues.map(value);
        } catch (GoDecodeException unfit) {
            throw notOfType(unfit);
        }
    }

    /** As {@link #readMap(byte[], Limits)}. */
    public static @Nullable Map<String, @Nullable Object> readMap(String text, Limits limits) {
        return readMap(GoBytes.of(text), limits);
    }

    /**
     * Reads a list.
     *
     * @return null when there is no value, which makes a nil slice in Go
     * @throws GoDecodeException with the text of the Go libraries, as {@link #read(byte[], Limits)} and for other values
     */
    public static @Nullable List<@Nullable Object> readList(String text, Limits limits) {
        Object value = read(GoBytes.of(text), limits);
        try {
            return PlainValues.list(value);
        } catch (GoDecodeException unfit) {
            throw notOfType(unfit);
        }
    }

    /**
     * The plain value of a node that {@link #readNode} has read.
     *
     * @throws GoDecodeException with the text of the Go libraries, when JSON cannot hold it
     */
    public static @Nullable Object value(YamlNode node) {
        try {
            return PlainValues.ofYaml(node);
        } catch (GoDecodeException unfit) {
            throw notJson(unfit.getMessage());
        }
    }

    private static GoDecodeException notJson(String problem) {
        return new GoDecodeException("error converting YAML to JSON: " + problem);
    }

    private static GoDecodeException notOfType(GoDecodeException unfit) {
        return new GoDecodeException("error unmarshaling JSON: while decoding JSON: " + unfit.getMessage());
    }

    private static Utf8Buffer written(@Nullable Object value, Form form, ForeignValues foreign) {
        PlainYaml yaml = new PlainYaml(form, foreign);
        try {
            yaml.root(value);
        } catch (UnwritableValueException unwritable) {
            throw form == Form.KUBERNETES && unwritable.getMessage().startsWith("json: ")
                    ? new UnwritableValueException(
                            unwritable.mark(), "error marshaling into JSON: " + unwritable.getMessage())
                    : unwritable;
        }
        foreign.written(yaml.out.size());
        return yaml.out;
    }

    private void root(@Nullable Object value) {
        switch (known(value)) {
            case Map<?, ?> map when !map.isEmpty() -> map(map, 0);
            case List<?> list when !list.isEmpty() -> list(list, 0);
            case null -> {
                out.ascii("null");
                emitter.endLine();
            }
            case Object leaf -> {
                leaf(leaf, layout.indent());
                emitter.endLine();
            }
        }
    }

    /** The value, or the plain one in its place. */
    private @Nullable Object known(@Nullable Object value) {
        Object known = value;
        while (true) {
            switch (known) {
                case null -> {
                    return null;
                }
                case String _, Boolean _, Number _, Map<?, ?> _, List<?> _ -> {
                    return known;
                }
                case byte[] bytes -> {
                    return form == Form.KUBERNETES ? PlainJson.base64(bytes) : new ByteList(bytes);
                }
                default -> known = foreign.plain(known, form == Form.KUBERNETES ? Encoding.JSON : Encoding.YAML);
            }
        }
    }

    private void map(Map<?, ?> map, int indent) {
        enter("map[string]interface {}");
        KeyOrder order = form.order;
        String[] keys = order == null ? PlainJson.sortedKeys(map) : map.keySet().toArray(new String[0]);
        int[] places = order == null ? null : order.sorted(keys.length, place -> keys[place]);
        for (int i = 0; i < keys.length; i++) {
            String key = keys[places == null ? i : places[i]];
            boolean hasLine = emitter.key(rereadKey(key), indent);
            switch (known(map.get(key))) {
                case Map<?, ?> inner
                when !inner.isEmpty() -> {
                    emitter.beforeCollection(hasLine);
                    map(inner, layout.below(indent));
                }
                case List<?> inner
                when !inner.isEmpty() -> {
                    emitter.beforeCollection(hasLine);
                    list(inner, hasLine && !layout.indentsLists() ? indent : layout.below(indent));
                }
                case null -> leaf("null");
                case Object value -> {
                    out.ascii(' ');
                    leaf(value, layout.below(indent));
                    emitter.endLine();
                }
            }
        }
        depth--;
    }

    private void list(List<?> list, int indent) {
        enter("[]interface {}");
        for (Object item : list) {
            emitter.dash(indent);
            switch (known(item)) {
                case Map<?, ?> inner when !inner.isEmpty() -> map(inner, indent + 2);
                case List<?> inner when !inner.isEmpty() -> list(inner, indent + 2);
                case null -> leaf("null");
                case Object value -> {
                    out.ascii(' ');
                    leaf(value, indent + 2);
                    emitter.endLine();
                }
            }
        }
        depth--;
    }

    private void enter(String type) {
        foreign.written(out.size());
        depth++;
        if (depth > DEEPEST) {
            throw new UnwritableValueException(Mark.NONE, "json: unsupported value: encountered a cycle via " + type);
        }
    }

    private void leaf(String word) {
        out.ascii(' ');
        out.ascii(word);
        emitter.endLine();
    }

    private void leaf(Object value, int indent) {
        switch (value) {
            case Boolean truth -> out.ascii(truth ? "true" : "false");
            case Number number -> out.ascii(number(number));
            case Map<?, ?> _ -> out.ascii("{}");
            case List<?> _ -> out.ascii("[]");
            case String text -> emitter.text(form == Form.KUBERNETES ? RereadText.value(text) : text, indent);
            default -> throw new IllegalStateException(value.getClass().getName());
        }
    }

    private String rereadKey(String key) {
        return form == Form.KUBERNETES ? RereadText.key(key) : key;
    }

    private String number(Number number) {
        if (!(number instanceof Double || number instanceof Float)) {
            return number.toString();
        }
        return switch (form) {
            case KUBERNETES -> GoNumbers.yamlOfJson(PlainJson.number(number));
            case DIGESTED -> digestedNumber(number.doubleValue());
            case PRETTY, VERSION_3 ->
                number instanceof Float single
                        ? GoNumbers.yamlFloat(single.floatValue())
                        : GoNumbers.yamlFloat(number.doubleValue());
        };
    }

    /** Flux makes integers of floats where nothing is lost. */
    private static String digestedNumber(double value) {
        if (value == (long) value && value < 0x1p63) {
            return Long.toString((long) value);
        }
        boolean isUnsigned = value >= 0x1p63 && value < 0x1p64;
        return isUnsigned ? new BigDecimal(value).toPlainString() : GoNumbers.yamlFloat(value);
    }
}
