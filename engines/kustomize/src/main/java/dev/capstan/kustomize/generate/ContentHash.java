package dev.capstan.kustomize.generate;

import dev.capstan.digest.Digest;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The hash that kustomize appends to the names of generated objects: ten characters that stand for type and data. */
public final class ContentHash {
    private static final int LENGTH = 10;

    private ContentHash() {}

    /** The hash of an object. */
    public static String of(Resource resource) {
        Node root = resource.root();
        StringBuilder json = new StringBuilder();
        switch (resource.kind()) {
            case "ConfigMap" -> configMap(root, json);
            case "Secret" -> secret(root, json);
            default -> json.append(json(Nodes.freeze(root)));
        }
        return encode(json.toString());
    }

    private static void configMap(Node root, StringBuilder json) {
        json.append('{');
        if (root.get("binaryData") instanceof Node binary && binary.isMap()) {
            field(json, "binaryData", binary);
        }
        field(json, "data", root.get("data"));
        json.append("\"kind\":\"ConfigMap\",\"name\":\"\"}");
    }

    private static void secret(Node root, StringBuilder json) {
        json.append('{');
        field(json, "data", root.get("data"));
        json.append("\"kind\":\"Secret\",\"name\":\"\",");
        if (root.get("stringData") instanceof Node text && text.isMap()) {
            field(json, "stringData", text);
        }
        json.append("\"type\":");
        Node type = root.get("type");
        json.append(Json.quoted(type == null ? "" : type.text()));
        json.append('}');
    }

    private static void field(StringBuilder json, String name, @Nullable Node value) {
        json.append(Json.quoted(name));
        json.append(':');
        if (value == null) {
            json.append("\"\"");
        } else if (value.isScalar()) {
            json.append(Json.quoted(value.text()));
        } else if (value.isMap()) {
            json.append(json(Nodes.freezeMap(value)));
        } else {
            json.append("{}");
        }
        json.append(',');
    }

    private static String json(YamlNode value) {
        return new String(Json.write(value, Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        char[] hash = Digest.sha256(text).hex().substring(0, LENGTH).toCharArray();
        for (int i = 0; i < hash.length; i++) {
            hash[i] = switch (hash[i]) {
                case '0' -> 'g';
                case '1' -> 'h';
                case '3' -> 'k';
                case 'a' -> 'm';
                case 'e' -> 't';
                default -> hash[i];
            };
        }
        return new String(hash);
    }
}
