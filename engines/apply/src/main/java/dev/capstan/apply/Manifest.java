package dev.capstan.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One object as Git wants it. The content is never changed after construction, neither here nor by the caller.
 *
 * @param id identity as written; the namespace may still be empty where a default applies, which the applier refuses
 * @param kind group, version and kind
 * @param content the whole object
 * @param origin where it was written
 */
public record Manifest(ObjectId id, ResourceKind kind, ObjectNode content, SourcePosition origin) {

    /** What reading one document gives. */
    public sealed interface Reading {}

    /** A usable manifest. */
    public record Readable(Manifest manifest) implements Reading {}

    /** A document that is not an object which can be applied. */
    public record Unreadable(ManifestProblem problem) implements Reading {}

    /**
     * Checks that a document is an object with apiVersion, kind and metadata.name.
     *
     * @param document the parsed document; owned by the manifest from now on
     * @param origin where it was written
     */
    public static Reading read(JsonNode document, SourcePosition origin) {
        if (!(document instanceof ObjectNode content)) {
            return unreadable(
                    origin, "is not an object", "A Kubernetes manifest starts with apiVersion, kind and metadata.");
        }
        String apiVersion = content.path("apiVersion").asText("");
        String kind = content.path("kind").asText("");
        JsonNode metadata = content.path("metadata");
        String name = metadata.path("name").asText("");
        String described = (kind.isEmpty() ? "object" : kind) + (name.isEmpty() ? "" : " " + name);
        if (apiVersion.isEmpty()) {
            return unreadable(origin, described + " has no apiVersion", "Add apiVersion, for example v1 or apps/v1.");
        }
        if (kind.isEmpty()) {
            return unreadable(origin, described + " has no kind", "Add the kind, for example ConfigMap.");
        }
        if (name.isEmpty()) {
            return metadata.hasNonNull("generateName")
                    ? unreadable(
                            origin,
                            described + " uses metadata.generateName",
                            "An object that is kept in Git needs a fixed metadata.name.")
                    : unreadable(origin, described + " has no metadata.name", "Add metadata.name.");
        }
        if (kind.endsWith("List") && content.path("items").isArray()) {
            return unreadable(origin, described + " is a list", "List the objects themselves, one document each.");
        }
        if (apiVersion.endsWith("/")) {
            return unreadable(
                    origin, described + " has the malformed apiVersion " + apiVersion, "Write group/version.");
        }
        ResourceKind type = ResourceKind.of(apiVersion, kind);
        String namespace = metadata.path("namespace").asText("");
        return new Readable(new Manifest(new ObjectId(type.group(), kind, namespace, name), type, content, origin));
    }

    /** The same manifest with other content, for steps that change content but not identity. */
    public Manifest withContent(ObjectNode changed) {
        return new Manifest(id, kind, changed, origin);
    }

    private static Unreadable unreadable(SourcePosition origin, String what, String advice) {
        return new Unreadable(new ManifestProblem(origin, what, advice));
    }
}
