package dev.capstan.kustomize.replacement;

import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Texts that hold YAML or JSON, as the data of ConfigMaps often does. */
final class StructuredText {
    private StructuredText() {}

    /** The value that a text holds; empty when it is not YAML. */
    static Optional<Node> parse(String text) {
        try {
            List<YamlDocument> documents =
                    YamlReader.readAll("text", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
            return documents.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Nodes.thaw(documents.getFirst().root(), null));
        } catch (YamlSyntaxException e) {
            return Optional.empty();
        }
    }

    /** The value as text, in the form in which the text was before. */
    static String write(Node value, String before) {
        YamlNode frozen = Nodes.freeze(value);
        String start = before.strip();
        boolean isJson = start.startsWith("{") || start.startsWith("[");
        if (!isJson) {
            return StyledYaml.write(value);
        }
        if (before.contains("\n") && before.contains("  ")) {
            return indented(frozen);
        }
        return compact(frozen);
    }

    private static String compact(YamlNode value) {
        return new String(Json.write(value, Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
    }

    private static String indented(YamlNode value) {
        StringBuilder out = new StringBuilder();
        indent(value, "\n", out);
        return out.toString();
    }

    private static void indent(YamlNode value, String lineBreak, StringBuilder out) {
        String inner = lineBreak + "  ";
        switch (value) {
            case YamlMap map
            when !map.isEmpty() -> {
                String separator = "{";
                for (String key : map.keys().stream().sorted().toList()) {
                    out.append(separator).append(inner).append(Json.quoted(key)).append(": ");
                    indent(Objects.requireNonNull(map.get(key)), inner, out);
                    separator = ",";
                }
                out.append(lineBreak).append('}');
            }
            case YamlList list
            when !list.isEmpty() -> {
                String separator = "[";
                for (YamlNode item : list) {
                    out.append(separator).append(inner);
                    indent(item, inner, out);
                    separator = ",";
                }
                out.append(lineBreak).append(']');
            }
            default -> out.append(compact(value));
        }
    }
}
