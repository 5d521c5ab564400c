package dev.capstan.helm.release.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.helm.release.ObjectFailure;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the objects of a manifest as Helm's client does: lists are taken apart, and namespaces filled in. */
public final class ManifestText {

    /** What a text holds. */
    public sealed interface Content {}

    /** Objects, in the order of the text. */
    public record Objects(List<Manifest> manifests) implements Content {
        public Objects {
            manifests = List.copyOf(manifests);
        }
    }

    /** Something else. */
    public record Invalid(ObjectFailure.InvalidManifest failure) implements Content {}

    private final ResourceCatalog catalog;
    private final String namespace;

    /**
     * @param catalog says which kinds live in namespaces
     * @param namespace namespace of objects that name none
     */
    public ManifestText(ResourceCatalog catalog, String namespace) {
        this.catalog = catalog;
        this.namespace = namespace;
    }

    /**
     * What can be read of a text that was applied once, perhaps by another tool that took more.
     *
     * @param manifests the objects, in the order of the text
     * @param lost what cannot be read
     */
    public record Salvaged(List<Manifest> manifests, List<ObjectFailure.InvalidManifest> lost) {
        public Salvaged {
            manifests = List.copyOf(manifests);
            lost = List.copyOf(lost);
        }
    }

    /**
     * Reads a text.
     *
     * @param what names the text, for messages
     */
    public Content read(String what, String text) {
        Salvaged salvaged = salvage(what, text);
        return salvaged.lost().isEmpty()
                ? new Objects(salvaged.manifests())
                : new Invalid(salvaged.lost().getFirst());
    }

    /**
     * Reads what can be read. Of a text that is not YAML, that is nothing.
     *
     * @param what names the text, for messages
     */
    public Salvaged salvage(String what, String text) {
        List<Manifest> manifests = new ArrayList<>();
        List<ObjectFailure.InvalidManifest> lost = new ArrayList<>();
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (YamlDocument document : YamlReader.readAllLastKeyWins(what, bytes, Limits.DEFAULT)) {
                JsonNode tree = JsonTrees.read(Json.write(document.root(), Dialect.KUBERNETES));
                for (JsonNode object : flattened(tree)) {
                    switch (Manifest.read(object, SourcePosition.unknown())) {
                        case Manifest.Readable(Manifest manifest) -> manifests.add(located(manifest));
                        case Manifest.Unreadable unreadable ->
                            lost.add(new ObjectFailure.InvalidManifest(
                                    what, unreadable.problem().what()));
                    }
                }
            }
        } catch (YamlSyntaxException | UnwritableValueException broken) {
            return new Salvaged(
                    List.of(), List.of(new ObjectFailure.InvalidManifest(what, String.valueOf(broken.getMessage()))));
        }
        return new Salvaged(lastOfEach(manifests), lost);
    }

    private static List<JsonNode> flattened(JsonNode tree) {
        if (tree.isNull() || tree.isMissingNode()) {
            return List.of();
        }
        if (!tree.path("kind").asText("").endsWith("List")
                || !tree.path("items").isArray()) {
            return List.of(tree);
        }
        List<JsonNode> objects = new ArrayList<>();
        tree.path("items").forEach(item -> objects.addAll(flattened(item)));
        return objects;
    }

    private Manifest located(Manifest manifest) {
        boolean isNamespaced = !(catalog.find(manifest.kind()) instanceof ResourceCatalog.Served served)
                || served.type().isNamespaced();
        ObjectNode metadata = manifest.content().withObject("/metadata");
        String own = isNamespaced
                ? (manifest.id().namespace().isEmpty()
                        ? namespace
                        : manifest.id().namespace())
                : "";
        if (own.isEmpty()) {
            metadata.remove("namespace");
        } else {
            metadata.put("namespace", own);
        }
        ObjectId id = manifest.id();
        return new Manifest(
                new ObjectId(id.group(), id.kind(), own, id.name()),
                manifest.kind(),
                manifest.content(),
                manifest.origin());
    }

    /** A manifest that has an object twice is applied in order by Helm: the last one stays. */
    private static List<Manifest> lastOfEach(List<Manifest> manifests) {
        Map<ObjectId, Manifest> each = new LinkedHashMap<>();
        manifests.forEach(manifest -> each.put(manifest.id(), manifest));
        return List.copyOf(each.values());
    }
}
