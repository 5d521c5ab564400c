package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as Go programs write it, which is what API servers and hashes over objects are used to: no blanks, keys in byte
 * order, {@code <}, {@code >} and {@code &} as escapes, whole numbers up to 64 bits unharmed.
 */
public final class Json {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

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
     * Reads one JSON value, by the rules of JSON alone.
     *
     * @param file a name for the text, used in messages
     * @throws YamlSyntaxException when the text is not JSON, or goes beyond a limit
     */
    public static YamlNode read(String file, byte[] text, Limits limits) {
        return new JsonReader(file, text, limits).document();
    }

    /** A JSON string literal, with its quotes. */
    public static String quoted(String text) {
        Json json = new Json(Dialect.KUSTOMIZE);
        json.string(text);
        return new String(json.out.toBytes(), StandardCharsets.UTF_8);
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
            return compareByCodePoint(name, that.name);
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
            string(members[i].name);
            out.ascii(':');
            value(map.valueAt(members[i].place));
        }
        out.ascii('}');
    }

    private String name(YamlScalar key) {
        if (dialect == Dialect.KUSTOMIZE) {
            return key.text();
        }
        return switch (kind(key)) {
            case STRING, TIMESTAMP -> key.text();
            case INT -> JsonNumbers.integer(key);
            case FLOAT -> GoNumbers.yamlFloat((float) ScalarResolver.floatValue(key.text()));
            case BOOL -> ScalarResolver.truth(key.text()) ? "true" : "false";
            case NULL -> throw new UnwritableValueException(key.mark(), "null cannot be a key");
        };
    }

    private ScalarKind kind(YamlScalar scalar) {
        boolean mayDiffer = dialect == Dialect.KUBERNETES
                && scalar.kind() == ScalarKind.STRING
                && scalar.style() == ScalarStyle.PLAIN;
        return mayDiffer ? ScalarResolver.kubernetes(scalar.text()) : scalar.kind();
    }

    private void scalar(YamlScalar scalar) {
        switch (kind(scalar)) {
            case STRING -> string(dialect == Dialect.KUSTOMIZE ? scalar.printedText() : scalar.text());
            case INT -> out.ascii(JsonNumbers.integer(scalar));
            case FLOAT -> out.ascii(GoNumbers.jsonFloat(JsonNumbers.finite(scalar)));
            case BOOL -> out.ascii(ScalarResolver.truth(scalar.text()) ? "true" : "false");
            case NULL -> out.ascii("null");
            case TIMESTAMP -> {
                String time = dialect == Dialect.KUSTOMIZE ? GoTime.rfc3339(scalar.text()) : null;
                string(time == null ? scalar.text() : time);
            }
        }
    }

    private void string(String text) {
        out.ascii('"');
        int length = text.length();
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x2028 && c != 0x2029) {
                out.character(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            } else {
                escape(c);
            }
        }
        out.ascii('"');
    }

    private void escape(int c) {
        out.ascii('\\');
        switch (c) {
            case '"', '\\' -> out.ascii((char) c);
            case '\n' -> out.ascii('n');
            case '\r' -> out.ascii('r');
            case '\t' -> out.ascii('t');
            case '\b' -> out.ascii('b');
            case '\f' -> out.ascii('f');
            default -> {
                out.ascii('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.ascii(HEX[c >> shift & 0x0F]);
                }
            }
        }
    }

    private static int compareByCodePoint(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char ca = a.charAt(i);
            char cb = b.charAt(i);
            if (ca != cb) {
                boolean surrogateA = Character.isSurrogate(ca);
                boolean surrogateB = Character.isSurrogate(cb);
                return surrogateA == surrogateB ? ca - cb : surrogateA ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
