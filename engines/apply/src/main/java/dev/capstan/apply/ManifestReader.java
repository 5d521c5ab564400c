package dev.capstan.apply;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes manifests from YAML: the values that are sent are those that Go tools would send. */
public final class ManifestReader {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private ManifestReader() {}

    /**
     * Reads a document; its origin is file and line of the document.
     *
     * @param dialect how unquoted words are understood
     */
    public static Manifest.Reading read(YamlDocument document, Dialect dialect) {
        return read(
                document.root(),
                dialect,
                new SourcePosition(document.origin().file(), document.origin().line()));
    }

    /**
     * Reads a value that came from somewhere.
     *
     * @param dialect how unquoted words are understood
     */
    public static Manifest.Reading read(YamlNode root, Dialect dialect, SourcePosition origin) {
        try {
            return Manifest.read(JSON.readTree(Json.write(root, dialect)), origin);
        } catch (UnwritableValueException unwritable) {
            return new Manifest.Unreadable(new ManifestProblem(
                    origin, "holds a value that JSON cannot: " + unwritable.getMessage(), "Write it as text."));
        } catch (IOException impossible) {
            throw new UncheckedIOException("Own JSON must be readable", impossible);
        }
    }
}
