package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.TreePath;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files {@code .argocd-source.yaml} and {@code .argocd-source-<application>.yaml} of a folder, merged into the source in this order
 * (JSON merge patch, RFC 7386). They change how objects are made and nothing else: repository, path, revision and the keys by which
 * commits are verified stay what the Application says.
 */
public final class SourceOverrides {
    private static final String FILE = ".argocd-source.yaml";
    private static final List<String> CHANGEABLE = List.of("helm", "kustomize", "directory", "plugin");
    private static final Limits LIMITS = new Limits(1 << 20, 64, 10_000);
    private static final ObjectMapper JSON = new ObjectMapper();

    private SourceOverrides() {}

    /** What merging gives. */
    public sealed interface Merged {
        /** The source with what the files say; the same tree when there are none. */
        record Source(JsonNode source) implements Merged {}

        /** A file cannot be used. */
        record Failed(String why) implements Merged {}
    }

    /**
     * Merges the files into a source.
     *
     * @param source as it stands in the Application; not changed
     * @param application its name, with its namespace in front where it has another than the control plane
     * @throws IOException when the tree cannot be read
     */
    public static Merged merge(JsonNode source, SourceFolder folder, String application) throws IOException {
        JsonNode merged = source;
        List<String> names = application.isEmpty() || application.contains("/")
                ? List.of(FILE)
                : List.of(FILE, ".argocd-source-" + application + ".yaml");
        for (String name : names) {
            try {
                Optional<JsonNode> patch = read(folder, name);
                if (patch.isPresent()) {
                    merged = merged(source, patched(merged, patch.get()));
                }
            } catch (SourceFailure unusable) {
                return new Merged.Failed(folder.child(name) + ": " + unusable.getMessage());
            }
        }
        return new Merged.Source(merged);
    }

    private static Optional<JsonNode> read(SourceFolder folder, String name) throws IOException, SourceFailure {
        String path = folder.child(name);
        Optional<String> resolved = TreePath.resolve(folder.tree(), path);
        if (resolved.isEmpty()) {
            throw new SourceFailure("it is a link that leads out of the repository");
        }
        if (folder.tree().kind(resolved.get()) != EntryKind.FILE) {
            return Optional.empty();
        }
        if (folder.tree().size(resolved.get()) > LIMITS.bytes()) {
            throw new SourceFailure("it is larger than 1 MiB");
        }
        try {
            List<YamlDocument> documents =
                    YamlReader.readAll(name, folder.tree().read(resolved.get()), LIMITS);
            if (documents.isEmpty()) {
                return Optional.empty();
            }
            JsonNode patch = JSON.readTree(Json.write(documents.getFirst().root(), Dialect.KUBERNETES));
            if (!patch.isObject()) {
                throw new SourceFailure("it is not a map of fields");
            }
            return Optional.of(patch);
        } catch (YamlSyntaxException | UnwritableValueException unreadable) {
            throw new SourceFailure(String.valueOf(unreadable.getMessage()));
        }
    }

    /** The source with those fields of another that may be changed. */
    private static JsonNode merged(JsonNode source, JsonNode changed) {
        ObjectNode merged = source instanceof ObjectNode object ? object.deepCopy() : JSON.createObjectNode();
        for (String field : CHANGEABLE) {
            if (changed.hasNonNull(field)) {
                merged.set(field, changed.get(field));
            } else {
                merged.remove(field);
            }
        }
        return merged;
    }

    /** RFC 7386; the depth is that of a file that was read. */
    private static JsonNode patched(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.fields().forEachRemaining(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                result.set(field.getKey(), patched(result.path(field.getKey()), field.getValue()));
            }
        });
        return result;
    }
}
