package dev.capstan.apply.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ForeignClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes over fields that were set with kubectl, or with our own name but not by apply, so that the next apply removes
 * those that Git does not name. Also drops bookkeeping of other tools, and takes marks and fields from an Application that hands an
 * object over.
 */
public final class TakeOver {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> DROPPED_ANNOTATIONS = List.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            "kustomize.toolkit.fluxcd.io/checksum",
            "fluxcd.io/sync-checksum");
    private static final String DROPPED_LABEL = "fluxcd.io/sync-gc-mark";
    /** What an Application of Argo CD leaves on an object that may be taken over from it. */
    private static final List<String> CLAIM =
            List.of(ForeignClaim.TRACKING_ID, "argocd.argoproj.io/installation-id", ForeignClaim.TAKEOVER);
    /** The name under which Applications are applied. What it has set would stay when Git no longer names it. */
    private static final String APPLICATION_MANAGER = "argocd-controller";

    private final String fieldManager;
    private final Set<String> overridden;
    private final boolean keepsRestarts;
    private final boolean takesKubectl;

    /**
     * @param fieldManager our name
     * @param overridden prefixes of further managers whose fields are taken over
     * @param keepsRestarts whether the annotations by which people restart Pods are left to them
     * @param takesKubectl whether fields of kubectl are taken over, and bookkeeping of other tools is dropped
     */
    public TakeOver(String fieldManager, Set<String> overridden, boolean keepsRestarts, boolean takesKubectl) {
        this.fieldManager = fieldManager;
        this.overridden = Set.copyOf(overridden);
        this.keepsRestarts = keepsRestarts;
        this.takesKubectl = takesKubectl;
    }

    /** One that takes over fields of kubectl. */
    public TakeOver(String fieldManager, Set<String> overridden, boolean keepsRestarts) {
        this(fieldManager, overridden, keepsRestarts, true);
    }

    /** Whether fields of that entry are taken over. Entries of subresources never are. */
    boolean isTakenOver(ManagedFields.Entry entry) {
        return isOfOverriddenManager(entry)
                && (entry.fields().isEmpty() || !takenOf(entry).isEmpty());
    }

    /** Those fields of such an entry that are taken over. */
    FieldTree takenOf(ManagedFields.Entry entry) {
        return keepsRestarts ? RestartMarks.without(entry.fields()) : entry.fields();
    }

    private boolean isOfOverriddenManager(ManagedFields.Entry entry) {
        String manager = entry.manager();
        if (!entry.isMainResource() || (entry.isApply() && manager.equals(fieldManager))) {
            return false;
        }
        if ((takesKubectl && manager.startsWith("kubectl"))
                || overridden.stream().anyMatch(manager::startsWith)) {
            return true;
        }
        return !entry.isApply() && (manager.startsWith("before-first-apply") || manager.equals(fieldManager));
    }

    /**
     * The JSON Patch that takes over what is to be taken over.
     *
     * @param object the whole object
     * @return empty when there is nothing to do
     */
    public Optional<ArrayNode> patch(JsonNode object) {
        ArrayNode operations = JSON.arrayNode();
        managedFields(object)
                .ifPresent(entries -> operations
                        .addObject()
                        .put("op", "replace")
                        .put("path", "/metadata/managedFields")
                        .set("value", entries));
        JsonNode metadata = object.path("metadata");
        if (isHandedOver(object)) {
            CLAIM.forEach(annotation -> remove(metadata, "annotations", annotation, operations));
        }
        if (takesKubectl) {
            for (String annotation : DROPPED_ANNOTATIONS) {
                remove(metadata, "annotations", annotation, operations);
            }
            remove(metadata, "labels", DROPPED_LABEL, operations);
        }
        if (operations.isEmpty()) {
            return Optional.empty();
        }
        operations
                .addObject()
                .put("op", "replace")
                .put("path", "/metadata/resourceVersion")
                .put("value", metadata.path("resourceVersion").asText());
        return Optional.of(operations);
    }

    /** Whether an object has fields that {@link #patch} would take over. */
    public boolean isNeeded(JsonNode object) {
        return ManagedFields.of(object).entries().stream().anyMatch(this::isTakenOver)
                || isHandedOver(object)
                || (takesKubectl && isBookkeepingDropped(object));
    }

    /** With the marks of its Application, the object would stay that one's. */
    private static boolean isHandedOver(JsonNode object) {
        JsonNode annotations = object.path("metadata").path("annotations");
        return annotations.has(ForeignClaim.TRACKING_ID)
                && annotations.path(ForeignClaim.TAKEOVER).asText("").equals(ForeignClaim.ALLOWED);
    }

    private static boolean isOfApplication(ManagedFields.Entry entry) {
        return entry.isMainResource() && entry.manager().equals(APPLICATION_MANAGER);
    }

    private static boolean isBookkeepingDropped(JsonNode object) {
        return DROPPED_ANNOTATIONS.stream().anyMatch(object.path("metadata").path("annotations")::has)
                || object.path("metadata").path("labels").has(DROPPED_LABEL);
    }

    private Optional<ArrayNode> managedFields(JsonNode object) {
        List<JsonNode> kept = new ArrayList<>();
        FieldTree taken = FieldTree.empty();
        JsonNode ours = JSON.missingNode();
        boolean isAnyTaken = false;
        boolean isHandedOver = isHandedOver(object);
        for (ManagedFields.Entry entry : ManagedFields.of(object).entries()) {
            if (isTakenOver(entry) || (isHandedOver && isOfApplication(entry))) {
                taken = taken.union(takenOf(entry));
                isAnyTaken = true;
                leftOf(entry).ifPresent(kept::add);
            } else if (entry.isApply()
                    && entry.isMainResource()
                    && entry.manager().equals(fieldManager)) {
                ours = entry.raw();
            } else {
                kept.add(entry.raw());
            }
        }
        if (!isAnyTaken) {
            return Optional.empty();
        }
        ArrayNode entries = JSON.arrayNode();
        entries.add(ourEntry(object, ours, taken));
        entries.addAll(kept);
        return Optional.of(entries);
    }

    /** What stays with its manager of an entry that is taken over. */
    private Optional<JsonNode> leftOf(ManagedFields.Entry entry) {
        FieldTree marks = keepsRestarts ? RestartMarks.only(entry.fields()) : FieldTree.empty();
        if (marks.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode left = entry.raw().deepCopy();
        left.set("fieldsV1", marks.json());
        return Optional.of(left);
    }

    private ObjectNode ourEntry(JsonNode object, JsonNode existing, FieldTree taken) {
        ObjectNode entry = existing instanceof ObjectNode present ? present.deepCopy() : JSON.objectNode();
        if (!existing.isObject()) {
            entry.put("manager", fieldManager)
                    .put("operation", "Apply")
                    .put("apiVersion", object.path("apiVersion").asText())
                    .put("fieldsType", "FieldsV1");
        }
        entry.set(
                "fieldsV1", FieldTree.of(existing.path("fieldsV1")).union(taken).json());
        return entry;
    }

    private static void remove(JsonNode metadata, String map, String key, ArrayNode operations) {
        if (metadata.path(map).has(key)) {
            operations
                    .addObject()
                    .put("op", "remove")
                    .put(
                            "path",
                            "/metadata/" + map + "/" + key.replace("~", "~0").replace("/", "~1"));
        }
    }
}
