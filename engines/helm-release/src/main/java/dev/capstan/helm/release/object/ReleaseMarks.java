package dev.capstan.helm.release.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The label and the annotations by which Helm knows whose an object is. Pure.
 *
 * @param name name of the release
 * @param namespace namespace of the release
 */
public record ReleaseMarks(String name, String namespace) {

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String HELM = "Helm";
    private static final String RELEASE_NAME = "meta.helm.sh/release-name";
    private static final String RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";
    private static final String RESOURCE_POLICY = "helm.sh/resource-policy";

    /** The marks that an object carries. */
    static ReleaseMarks of(JsonNode marked) {
        JsonNode annotations = marked.path("metadata").path("annotations");
        return new ReleaseMarks(
                annotations.path(RELEASE_NAME).asText(""),
                annotations.path(RELEASE_NAMESPACE).asText(""));
    }

    /** Whether an object says that it belongs to a release, and to another one than this. */
    boolean areOfAnother(JsonNode object) {
        ReleaseMarks others = of(object);
        return !others.name().isEmpty() && !others.namespace().isEmpty() && !others.equals(this);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }

    /** Marks an object as the release's. */
    public void put(ObjectNode object) {
        ObjectNode metadata = object.withObject("/metadata");
        child(metadata, "labels").put(MANAGED_BY, HELM);
        child(metadata, "annotations").put(RELEASE_NAME, name).put(RELEASE_NAMESPACE, namespace);
    }

    /** Why an object is not the release's, in Helm's words; empty when it is. */
    public Optional<String> foreign(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        List<String> differences = new ArrayList<>();
        compare("label validation error: ", metadata.path("labels"), MANAGED_BY, HELM, differences);
        compare("annotation validation error: ", metadata.path("annotations"), RELEASE_NAME, name, differences);
        compare(
                "annotation validation error: ",
                metadata.path("annotations"),
                RELEASE_NAMESPACE,
                namespace,
                differences);
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    /** Whether an object asks to be left in the cluster ({@code helm.sh/resource-policy: keep}). */
    public static boolean isKept(JsonNode object) {
        String policy = object.path("metadata")
                .path("annotations")
                .path(RESOURCE_POLICY)
                .asText("");
        return policy.strip().toLowerCase(Locale.ROOT).equals("keep");
    }

    private static void compare(String prefix, JsonNode map, String key, String wanted, List<String> differences) {
        if (!map.has(key)) {
            differences.add(prefix + "missing key \"" + key + "\": must be set to \"" + wanted + "\"");
        } else if (!map.path(key).asText("").equals(wanted)) {
            differences.add(prefix + "key \"" + key + "\" must equal \"" + wanted + "\": current value is \""
                    + map.path(key).asText("") + "\"");
        }
    }

    private static ObjectNode child(ObjectNode metadata, String name) {
        return metadata.get(name) instanceof ObjectNode existing ? existing : metadata.putObject(name);
    }
}
