package dev.capstan.helm.yaml;

import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import dev.capstan.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts of YAML. Of several documents the first counts; of a key given twice the last value. */
public final class YamlText {
    /** Far above what charts hold, and fits small stacks. */
    public static final Limits LIMITS = new Limits(64 << 20, 256, 400_000);

    private YamlText() {}

    /**
     * The map that a text holds; an empty one for an empty text.
     *
     * @throws InvalidYamlException when it is not YAML, or not a map
     */
    public static Map<String, @Nullable Object> map(byte[] text) throws InvalidYamlException {
        try {
            Map<String, @Nullable Object> map = PlainYaml.readMap(text, LIMITS);
            return map == null ? new LinkedHashMap<>() : map;
        } catch (GoDecodeException e) {
            throw InvalidYamlException.of(e);
        }
    }

    /**
     * The struct that a text holds; without values for an empty text.
     *
     * @param type as Go calls it, for messages
     * @throws InvalidYamlException when it is not YAML, or of another shape
     */
    public static TypedYaml.Struct struct(byte[] text, String type, TypedYaml.Shape.Fields fields)
            throws InvalidYamlException {
        try {
            YamlNode node = PlainYaml.readNode(text, LIMITS);
            return node == null ? new TypedYaml.Struct(Map.of()) : new TypedYaml().struct(node, type, fields);
        } catch (GoDecodeException e) {
            throw InvalidYamlException.of(e);
        }
    }
}
