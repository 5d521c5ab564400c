package dev.capstan.yaml;

/** Values as Go's {@code %#v} prints what go-yaml v2 has made of them. */
final class GoSyntax {
    private GoSyntax() {}

    static String of(YamlNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(YamlNode node, StringBuilder out) {
        switch (node) {
            case YamlMap map -> {
                String separator = "map[interface {}]interface {}{";
                for (YamlEntry entry : map.entries()) {
                    out.append(separator);
                    separator = ", ";
                    write(entry.key(), out);
                    out.append(':');
                    write(entry.value(), out);
                }
                out.append(map.isEmpty() ? separator + "}" : "}");
            }
            case YamlList list -> {
                String separator = "[]interface {}{";
                for (YamlNode item : list) {
                    out.append(separator);
                    separator = ", ";
                    write(item, out);
                }
                out.append(list.isEmpty() ? separator + "}" : "}");
            }
            case YamlScalar scalar -> write(scalar, out);
        }
    }

    private static void write(YamlScalar scalar, StringBuilder out) {
        switch (KubernetesScalars.kind(scalar)) {
            case STRING, TIMESTAMP -> out.append(quoted(scalar.text()));
            case INT -> out.append(JsonNumbers.integer(scalar));
            case FLOAT -> out.append(GoNumbers.yamlFloat(ScalarResolver.floatValue(scalar.text())));
            case BOOL -> out.append(ScalarResolver.truth(scalar.text()));
            case NULL -> out.append("interface {}(nil)");
        }
    }

    /** As {@code strconv.Quote}. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> quote(c, out));
        return out.append('"').toString();
    }

    private static void quote(int c, StringBuilder out) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append((char) c);
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            default -> {
                if (c < 0x20 || c == 0x7F) {
                    out.append(String.format("\\x%02x", c));
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
