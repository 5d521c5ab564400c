package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Value;
import dev.capstan.secrets.metadata.MetadataBlock;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.List;

/** JSON: one object. It has no comments, so they are left out. */
final class JsonStore implements Store {
    /** A binary file is one text in base64. */
    private static final Limits LIMITS = new Limits(128 << 20, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());

    private final int indent;

    /** @param indent blanks, or -1 for a tab */
    JsonStore(int indent) {
        this.indent = indent;
    }

    @Override
    public List<Mapping> read(String file, byte[] text) throws FormatException {
        try {
            if (Json.readUnique(file, text, LIMITS) instanceof YamlMap map) {
                return List.of(YamlValues.JSON.map(map));
            }
        } catch (YamlSyntaxException e) {
            throw Problems.of(e.problem(), "it is not JSON: ");
        }
        throw new FormatException("it must be a JSON object, {…}; wrap other values in one, such as {\"data\": […]}");
    }

    @Override
    public byte[] write(List<Mapping> documents) throws FormatException {
        if (documents.size() != 1) {
            throw new FormatException(
                    "JSON holds one document, and these are " + documents.size() + "; write them as YAML");
        }
        return new JsonTextWriter(indent).write(documents.getFirst(), "\n");
    }

    @Override
    public byte[] writeValue(Value value) throws FormatException {
        return new JsonTextWriter(indent).write(value, "");
    }

    @Override
    public MetadataBlock metadata() {
        return MetadataBlock.TREE;
    }
}
