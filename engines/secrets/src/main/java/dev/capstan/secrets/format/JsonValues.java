package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Value;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlSyntaxException;

/** Single values that are written as JSON. */
public final class JsonValues {
    private JsonValues() {}

    /**
     * Reads one value.
     *
     * @param file for messages
     * @throws FormatException when it is not JSON
     */
    public static Value read(String file, byte[] json) throws FormatException {
        try {
            return YamlValues.JSON.of(Json.readUnique(file, json, Limits.DEFAULT));
        } catch (YamlSyntaxException e) {
            throw new FormatException("it is not JSON");
        }
    }
}
