package dev.capstan.yaml;

import java.util.Arrays;

/**
 * JSON as Go programs write it, which is what API servers and hashes over objects are used to: no blanks, keys in byte
 * order, {@code <}, {@code >} and {@code &} as escapes, whole numbers up to 64 bits unharmed.
 */
public final class Json {
    private final Dialect dialect;
    private final Utf8Buffer out = new Utf8Buffer(1024);

    private Json(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * A value as JSON.
     *
     * @throws UnwritableValueException for infinite numbers and, by dialect, keys that JSON cannot hold
     */
    public static byte[] write(YamlNode node, Dialect dialect) {
        Json json = new Json(dialect);
        json.value(node);
        return json.out.toBytes();
    }

    /**
     * Reads one JSON value, by the rules of JSON alone. Of a key given twice the last value counts, as in Go.
     *
     * @param file a name for the text, used in messages
     * @throws YamlSyntaxException when the text is not JSON, or goes beyond a limit
     */
    public static YamlNode read(String file, byte[] text, Limits limits) {
        return new JsonReader(file, text, limits).document();
    }

    /**
     * As {@link #read}, but a key may not be given twice.
     *
     * @param file a name for the text, used in messages
     * @throws YamlSyntaxException when the text is not JSON, gives a key twice in one object, or goes beyond a limit
     */
    public static YamlNode readUnique(String file, byte[] text, Limits limits) {
        return new JsonReader(file, text, limits, false).document();
    }

    /** A JSON string literal, with its quotes. */
    public static String quoted(String text) {
        Utf8Buffer out = new Utf8Buffer(text.length() + 16);
        JsonText.write(text, true, out);
        return out.text();
    }

    private void value(YamlNode node) {
        switch (node) {
            case YamlMap map -> map(map);
            case YamlList list -> {
                out.ascii('[');
                for (int i = 0; i < list.size(); i++) {
                    if (i > 0) {
                        out.ascii(',');
                    }
                    value(list.get(i));
                }
                out.ascii(']');
            }
            case YamlScalar scalar -> scalar(scalar);
        }
    }

    private record Member(String name, int place) implements Comparable<Member> {
        @Override
        public int compareTo(Member that) {
            return CodePoints.compare(name, that.name);
        }
    }

    private void map(YamlMap map) {
        Member[] members = new Member[map.size()];
        for (int i = 0; i < members.length; i++) {
            members[i] = new Member(name(map.keyAt(i)), i);
        }
        Arrays.sort(members);
        out.ascii('{');
        for (int i = 0; i < members.length; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            JsonText.write(members[i].name, true, out);
            out.ascii(':');
            value(map.valueAt(members[i].place));
        }
        out.ascii('}');
    }

    private String name(YamlScalar key) {
        return dialect == Dialect.KUSTOMIZE ? key.text() : KubernetesScalars.keyName(key);
    }

    private ScalarKind kind(YamlScalar scalar) {
        return dialect == Dialect.KUSTOMIZE ? scalar.kind() : KubernetesScalars.kind(scalar);
    }

    private void scalar(YamlScalar scalar) {
        switch (kind(scalar)) {
            case STRING -> {
                String text = dialect == Dialect.KUSTOMIZE ? scalar.printedText() : scalar.text();
                JsonText.write(text, true, out);
            }
            case INT -> out.ascii(JsonNumbers.integer(scalar));
            case FLOAT -> out.ascii(GoNumbers.jsonFloat(JsonNumbers.finite(scalar)));
            case BOOL -> out.ascii(ScalarResolver.truth(scalar.text()) ? "true" : "false");
            case NULL -> out.ascii("null");
            case TIMESTAMP -> {
                String time = dialect == Dialect.KUSTOMIZE ? GoTime.rfc3339(scalar.text()) : null;
                JsonText.write(time == null ? scalar.text() : time, true, out);
            }
        }
    }
}
