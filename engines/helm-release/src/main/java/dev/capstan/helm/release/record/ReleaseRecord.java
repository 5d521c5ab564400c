package dev.capstan.helm.release.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a release, as Helm records it. Whatever the record says beyond what is read here stays in it through
 * every change. Immutable.
 */
public final class ReleaseRecord {

    private static final List<String> INFO = List.of(
            "first_deployed",
            "last_deployed",
            "deleted",
            "description",
            "status",
            "rollback_revision",
            "notes",
            "resources");

    private static final List<String> RECORD =
            List.of("name", "info", "chart", "config", "manifest", "hooks", "version", "namespace", "apply_method");

    private static final List<String> HOOK = List.of(
            "name",
            "kind",
            "path",
            "manifest",
            "events",
            "last_run",
            "weight",
            "delete_policies",
            "output_log_policies");

    private static final List<String> LAST_RUN = List.of("started_at", "completed_at", "phase");

    private final ObjectNode json;

    /** A record of this JSON, which is the record's own from now on. */
    ReleaseRecord(ObjectNode json) {
        this.json = json;
    }

    /**
     * The record of an installation that begins now.
     *
     * @param id its revision: 1, or more when the release was there before
     */
    public static ReleaseRecord install(RevisionId id, ReleaseContent content, ApplyMethod method, Instant now) {
        return begin(id, content, method, now, now, ReleaseStatus.PENDING_INSTALL, "Initial install underway");
    }

    /**
     * The record of an upgrade that begins now.
     *
     * @param first when the release was first installed
     */
    public static ReleaseRecord upgrade(
            RevisionId id, ReleaseContent content, ApplyMethod method, Instant first, Instant now) {
        return begin(id, content, method, first, now, ReleaseStatus.PENDING_UPGRADE, "Preparing upgrade");
    }

    private static ReleaseRecord begin(
            RevisionId id,
            ReleaseContent content,
            ApplyMethod method,
            Instant first,
            Instant now,
            ReleaseStatus status,
            String description) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", id.name());
        ObjectNode info = json.putObject("info");
        info.put("first_deployed", GoTimestamp.of(first));
        info.put("last_deployed", GoTimestamp.of(now));
        info.put("description", description);
        info.put("status", status.word());
        if (!content.notes().isEmpty()) {
            info.put("notes", content.notes());
        }
        json.set("chart", content.chart());
        if (!content.config().isEmpty()) {
            json.set("config", content.config());
        }
        if (!content.manifest().isEmpty()) {
            json.put("manifest", content.manifest());
        }
        if (!content.hooks().isEmpty()) {
            ArrayNode hooks = json.putArray("hooks");
            content.hooks().forEach(hook -> hooks.add(hook.tree()));
        }
        json.put("version", id.version());
        json.put("namespace", id.namespace());
        json.put("apply_method", method.word());
        return new ReleaseRecord(json);
    }

    /** Name of the release. */
    public String name() {
        return json.path("name").asText("");
    }

    /** Namespace that it was installed into. */
    public String namespace() {
        return json.path("namespace").asText("");
    }

    /** Revision, from 1. */
    public int version() {
        return json.path("version").asInt(0);
    }

    /** What it says of itself. */
    public ReleaseStatus status() {
        return ReleaseStatus.of(info().path("status").asText(""));
    }

    /** Its last log line, for people. */
    public String description() {
        return info().path("description").asText("");
    }

    /** When the release was first installed. */
    public Optional<Instant> firstDeployed() {
        return GoTimestamp.instant(info().path("first_deployed").asText(""));
    }

    /** When this revision was begun. */
    public Optional<Instant> lastDeployed() {
        return GoTimestamp.instant(info().path("last_deployed").asText(""));
    }

    /** When its uninstallation was begun. */
    public Optional<Instant> deleted() {
        return GoTimestamp.instant(info().path("deleted").asText(""));
    }

    /** The revision that this one goes back to; 0 when it does not. */
    public int rollbackRevision() {
        return info().path("rollback_revision").asInt(0);
    }

    /** The rendered notes of the chart. */
    public String notes() {
        return info().path("notes").asText("");
    }

    /** Name of the chart. */
    public String chartName() {
        return metadata().path("name").asText("");
    }

    /** Version of the chart. */
    public String chartVersion() {
        return metadata().path("version").asText("");
    }

    /** Version of what the chart installs, as the chart says it. */
    public String appVersion() {
        return metadata().path("appVersion").asText("");
    }

    /** The values that were given, without those of the chart; to be read only. */
    public JsonNode config() {
        return json.path("config");
    }

    /** The same as plain values, every number a Double; empty when none were given. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values =
                config().isObject() ? PlainJson.readMap(GoJson.write(config()), Limits.DEFAULT) : null;
        return values == null ? Map.of() : values;
    }

    /** The objects as YAML, without hooks. */
    public String manifest() {
        return json.path("manifest").asText("");
    }

    /** The hooks in the order of the record. */
    public List<RecordedHook> hooks() {
        List<RecordedHook> hooks = new ArrayList<>();
        for (JsonNode hook : json.path("hooks")) {
            hooks.add(RecordedHook.of(hooks.size(), hook));
        }
        return List.copyOf(hooks);
    }

    /** How its objects were written. */
    public ApplyMethod applyMethod() {
        return ApplyMethod.of(json.path("apply_method").asText(""));
    }

    /** The same with another status and log line. */
    public ReleaseRecord with(ReleaseStatus status, String description) {
        return changed(info -> {
            info.put("status", status.word());
            info.put("description", description);
        });
    }

    /** The same with another status. */
    public ReleaseRecord with(ReleaseStatus status) {
        return with(status, description());
    }

    /** The same whose uninstallation began at that time. */
    public ReleaseRecord deletedAt(Instant time) {
        return changed(info -> info.put("deleted", GoTimestamp.of(time)));
    }

    /** The same whose hook at that position last went so. */
    public ReleaseRecord with(int hookPosition, RecordedHook.LastRun run) {
        ObjectNode copy = json.deepCopy();
        ObjectNode hook = (ObjectNode) copy.withArray("hooks").get(hookPosition);
        ObjectNode lastRun = hook.get("last_run") instanceof ObjectNode existing
                ? existing
                : (ObjectNode) hook.putObject("last_run");
        lastRun.remove(LAST_RUN);
        run.startedAt().ifPresent(time -> lastRun.put("started_at", GoTimestamp.of(time)));
        run.completedAt().ifPresent(time -> lastRun.put("completed_at", GoTimestamp.of(time)));
        lastRun.put("phase", run.phase().word());
        hook.set("last_run", inOrder(lastRun, LAST_RUN));
        if (hook.path("delete_policies").isEmpty()) {
            hook.putArray("delete_policies").add(RecordedHook.BEFORE_CREATION);
        }
        ((ArrayNode) copy.get("hooks")).set(hookPosition, inOrder(hook, HOOK));
        return new ReleaseRecord(copy);
    }

    /**
     * A new revision with the chart, values, objects and hooks of this one.
     *
     * @param version number of the new one
     * @param current the newest one there is
     */
    public ReleaseRecord rolledBackTo(
            int version, ReleaseRecord current, Instant now, ApplyMethod method, String description) {
        ObjectNode copy = json.deepCopy();
        ObjectNode before = (ObjectNode) copy.get("info");
        ObjectNode info = copy.putObject("info");
        JsonNode first = current.info().path("first_deployed");
        if (first.isTextual()) {
            info.set("first_deployed", first);
        }
        info.put("last_deployed", GoTimestamp.of(now));
        info.put("description", description);
        info.put("status", ReleaseStatus.PENDING_ROLLBACK.word());
        info.put("rollback_revision", version());
        if (!before.path("notes").asText("").isEmpty()) {
            info.set("notes", before.get("notes"));
        }
        copy.put("namespace", current.namespace());
        copy.put("version", version);
        copy.put("apply_method", method.word());
        return new ReleaseRecord(inOrder(copy, RECORD));
    }

    /** Its JSON; a copy. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    /** Its JSON; to be read only. */
    ObjectNode tree() {
        return json;
    }

    private JsonNode info() {
        return json.path("info");
    }

    private JsonNode metadata() {
        return json.path("chart").path("metadata");
    }

    private ReleaseRecord changed(Consumer<ObjectNode> change) {
        ObjectNode copy = json.deepCopy();
        ObjectNode info = (ObjectNode) copy.get("info");
        change.accept(info);
        copy.set("info", inOrder(info, INFO));
        return new ReleaseRecord(copy);
    }

    /** The members that Helm knows in its order, then the others. */
    static ObjectNode inOrder(ObjectNode object, List<String> order) {
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        order.stream().filter(object::has).forEach(name -> ordered.set(name, object.get(name)));
        object.properties().forEach(member -> {
            if (!ordered.has(member.getKey())) {
                ordered.set(member.getKey(), member.getValue());
            }
        });
        return ordered;
    }

    /** The hooks as JSON; to be read only. */
    ArrayNode hookTrees() {
        return json.get("hooks") instanceof ArrayNode hooks ? hooks : JsonNodeFactory.instance.arrayNode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReleaseRecord that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return namespace() + "/" + name() + ".v" + version() + " " + status().word();
    }
}
