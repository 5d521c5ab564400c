package dev.capstan.helm.schema;

import dev.capstan.gotemplate.value.GoString;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainJson;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where documents with schemas come from: the text at hand, and the metaschemas. */
final class SchemaLoading {
    /** Texts of schemas are read within the limits of a chart's file. */
    private static final Limits LIMITS = new Limits(5 << 20, 256, 0);

    private SchemaLoading() {}

    /** The document of a text. */
    static @Nullable Object parse(byte[] text) throws InvalidSchemaException {
        try {
            return plain(Json.read("values.schema.json", text, LIMITS));
        } catch (YamlSyntaxException e) {
            throw new InvalidSchemaException(problem(text, e));
        }
    }

    /** In the words of Go's decoder of streams. */
    private static String problem(byte[] text, YamlSyntaxException failure) {
        try {
            PlainJson.read(GoString.of(text), LIMITS);
            return failure.problem().message();
        } catch (GoDecodeException e) {
            String message = e.getMessage();
            if (message.equals("unexpected end of JSON input")) {
                return new String(text, StandardCharsets.UTF_8).isBlank() ? "EOF" : "unexpected EOF";
            }
            return message.contains("after top-level value") ? "invalid character after top-level value" : message;
        }
    }

    private static @Nullable Object plain(YamlNode node) {
        return switch (node) {
            case YamlMap map -> {
                Map<String, @Nullable Object> object = LinkedHashMap.newLinkedHashMap(map.size());
                for (int i = 0; i < map.size(); i++) {
                    object.put(map.keyAt(i).text(), plain(map.valueAt(i)));
                }
                yield object;
            }
            case YamlList list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(plain(item)));
                yield items;
            }
            case YamlScalar scalar -> scalar(scalar);
        };
    }

    private static @Nullable Object scalar(YamlScalar scalar) {
        ScalarKind kind = scalar.kind();
        return switch (kind) {
            case NULL -> null;
            case BOOL -> scalar.text().equals("true");
            case INT, FLOAT -> new JsonNumber(scalar.text());
            case STRING, TIMESTAMP -> scalar.text();
        };
    }

    /** A document of json-schema.org, or one that takes everything for names that nobody resolves. */
    static Optional<SchemaDocument> known(String url) throws InvalidSchemaException {
        if (url.startsWith("urn:")) {
            return Optional.of(new SchemaDocument(url, true));
        }
        String path = url.replaceFirst("^https?://json-schema\\.org/", "");
        if (path.equals(url) || !path.matches("[A-Za-z0-9/-]+")) {
            return Optional.empty();
        }
        String file = path.equals("schema") ? "draft/2020-12/schema" : path;
        try (InputStream stream = SchemaLoading.class.getResourceAsStream(file + ".json")) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new SchemaDocument(url, parse(stream.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said of a document that is not at hand. */
    static String refusal(String url) {
        return "failing loading \"" + url + "\": references lead into the schema itself only; nothing is loaded";
    }
}
