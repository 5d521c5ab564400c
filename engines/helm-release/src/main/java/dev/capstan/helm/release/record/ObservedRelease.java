package dev.capstan.helm.release.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What Flux remembers of a revision, and by whose digest it recognises the revision again. The form is the one of its
 * program: members in the order of its types, zero values left out where those say so; members that came to Helm's record
 * after it, such as the revision that a rollback goes to, are not among them. Pure.
 */
public final class ObservedRelease {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> TIMES = List.of("first_deployed", "last_deployed", "deleted");

    private static final List<String> METADATA = List.of(
            "name",
            "home",
            "sources",
            "version",
            "description",
            "keywords",
            "maintainers",
            "icon",
            "apiVersion",
            "condition",
            "tags",
            "appVersion",
            "deprecated",
            "annotations",
            "kubeVersion",
            "dependencies",
            "type");

    private final ObjectNode json = JSON.objectNode();

    private ObservedRelease(ReleaseRecord record, String ociDigest) {
        ObjectNode tree = record.tree();
        json.put("name", record.name());
        json.put("version", record.version());
        json.set("info", info(tree.path("info")));
        JsonNode metadata = tree.path("chart").path("metadata");
        json.set("chartMetadata", metadata.isObject() ? known(metadata, METADATA) : JSON.nullNode());
        json.set("config", tree.path("config").isEmpty() ? JSON.nullNode() : tree.get("config"));
        json.put("manifest", record.manifest());
        json.set("hooks", hooks(record));
        json.put("namespace", record.namespace());
        if (!ociDigest.isEmpty()) {
            json.put("ociDigest", ociDigest);
        }
    }

    /**
     * Observes a revision.
     *
     * @param ociDigest digest of the chart's artifact, empty when it does not come from an OCI registry
     */
    public static ObservedRelease of(ReleaseRecord record, String ociDigest) {
        return new ObservedRelease(record, ociDigest);
    }

    /** Digest by which the revision is recognised, {@code sha256:…}. */
    public String digest() {
        return digest(DigestAlgorithm.SHA256);
    }

    /** The same by another algorithm, which Flux can be told to use. */
    public String digest(DigestAlgorithm algorithm) {
        return Digest.of(algorithm, text().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The observation as the digest covers it. */
    String text() {
        return GoJson.write(json) + "\n";
    }

    private static ObjectNode info(JsonNode info) {
        ObjectNode observed = JSON.objectNode();
        TIMES.forEach(name -> putTime(observed, name, info.path(name)));
        putIfSet(observed, "description", info.path("description"));
        putIfSet(observed, "status", info.path("status"));
        putIfSet(observed, "notes", info.path("notes"));
        putIfSet(observed, "resources", info.path("resources"));
        return observed;
    }

    private static JsonNode hooks(ReleaseRecord record) {
        ArrayNode observed = JSON.arrayNode();
        for (RecordedHook hook : record.hooks()) {
            if (!hook.isTest()) {
                observed.add(hook(record.hookTrees().get(hook.position())));
            }
        }
        return observed.isEmpty() ? JSON.nullNode() : observed;
    }

    private static ObjectNode hook(JsonNode hook) {
        ObjectNode observed = JSON.objectNode();
        List.of("name", "kind", "path", "manifest", "events")
                .forEach(name -> putIfSet(observed, name, hook.path(name)));
        ObjectNode run = observed.putObject("last_run");
        JsonNode lastRun = hook.path("last_run");
        putTime(run, "started_at", lastRun.path("started_at"));
        putTime(run, "completed_at", lastRun.path("completed_at"));
        run.put("phase", lastRun.path("phase").asText(""));
        List.of("weight", "delete_policies", "output_log_policies")
                .forEach(name -> putIfSet(observed, name, hook.path(name)));
        return observed;
    }

    private static ObjectNode known(JsonNode object, List<String> names) {
        ObjectNode observed = JSON.objectNode();
        names.forEach(name -> putIfSet(observed, name, object.path(name)));
        return observed;
    }

    private static void putTime(ObjectNode observed, String name, JsonNode time) {
        GoTimestamp.normalised(time.asText("")).ifPresent(text -> observed.put(name, text));
    }

    /** As {@code omitempty}: empty texts, lists and maps, zero and false are left out. */
    private static void putIfSet(ObjectNode observed, String name, JsonNode value) {
        boolean isZero = switch (value.getNodeType()) {
            case MISSING, NULL -> true;
            case STRING -> value.textValue().isEmpty();
            case NUMBER -> value.doubleValue() == 0;
            case BOOLEAN -> !value.booleanValue();
            case ARRAY, OBJECT -> value.isEmpty();
            case BINARY, POJO -> false;
        };
        if (!isZero) {
            observed.set(name, value);
        }
    }
}
