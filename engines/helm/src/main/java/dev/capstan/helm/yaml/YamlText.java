package dev.capstan.helm.yaml;

import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts of YAML. Of several documents the first counts; of a key given twice the last value. */
public final class YamlText {
    private static final Limits LIMITS = new Limits(64 << 20, 256, 400_000);

    private YamlText() {}

    /**
     * The map that a text holds; an empty one for an empty text.
     *
     * @throws InvalidYamlException when it is not YAML, or not a map
     */
    public static Map<String, @Nullable Object> map(byte[] text) throws InvalidYamlException {
        return new TypedYaml().map(json(text));
    }

    /**
     * The struct that a text holds; without values for an empty text.
     *
     * @param type as Go calls it, for messages
     * @throws InvalidYamlException when it is not YAML, or of another shape
     */
    public static TypedYaml.Struct struct(byte[] text, String type, TypedYaml.Shape.Fields fields)
            throws InvalidYamlException {
        return new TypedYaml().struct(json(text), type, fields);
    }

    /** The JSON that YAML stands for; its whole numbers are told from fractions as they are written. */
    static YamlNode json(byte[] text) throws InvalidYamlException {
        try {
            List<YamlDocument> documents = YamlReader.readAllLastKeyWins("", text, LIMITS);
            if (documents.isEmpty()) {
                return YamlScalar.ofNull();
            }
            byte[] json = Json.write(documents.getFirst().root(), Dialect.KUBERNETES);
            return Json.read("", json, LIMITS);
        } catch (YamlSyntaxException e) {
            throw new InvalidYamlException(
                    "error converting YAML to JSON: yaml: line " + e.problem().line() + ": "
                            + e.problem().problem(),
                    true);
        } catch (UnwritableValueException e) {
            throw new InvalidYamlException("error converting YAML to JSON: " + e.getMessage(), true);
        }
    }
}
