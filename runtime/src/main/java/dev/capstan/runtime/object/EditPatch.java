package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ToolkitResource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part of a merge patch that an {@link ObjectEdit} is. */
final class EditPatch {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String OPERATION = "operation";

    private final ObjectEdit edit;
    private final JsonNode operation;

    /**
     * @param seen the object that the edit was made for
     */
    EditPatch(ObjectEdit edit, ToolkitResource<?, ?> seen) {
        this.edit = edit;
        this.operation = edit.operation().isPresent() ? operationOf(seen) : NullNode.getInstance();
    }

    /**
     * Whether the object has another operation than the one that the edit was made for. To replace that would lose what somebody asked for
     * in between.
     */
    boolean isOutdatedOn(ToolkitResource<?, ?> base) {
        return edit.operation().isPresent() && !operationOf(base).equals(operation);
    }

    /** Adds to a patch what is not yet so on the object, which is not one on which the edit is outdated. */
    void addTo(ObjectNode patch, ToolkitResource<?, ?> base) {
        ObjectNode annotations = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, String> removed : edit.removedAnnotations().entrySet()) {
            if (base.annotation(removed.getKey()).equals(Optional.of(removed.getValue()))) {
                annotations.putNull(removed.getKey());
            }
        }
        if (!annotations.isEmpty()) {
            patch.withObjectProperty("metadata").set("annotations", annotations);
        }
        addFinalizers(patch, base);
        edit.operation().ifPresent(wanted -> addOperation(patch, operation, wanted));
    }

    private void addFinalizers(ObjectNode patch, ToolkitResource<?, ?> base) {
        List<String> present = base.getMetadata().getFinalizers();
        Set<String> wanted = new LinkedHashSet<>(present);
        wanted.removeAll(edit.finalizers().unwanted());
        if (!base.isMarkedForDeletion()) {
            wanted.addAll(edit.finalizers().wanted().stream().sorted().toList());
        }
        if (!List.copyOf(wanted).equals(present)) {
            ArrayNode names = patch.withObjectProperty("metadata").putArray("finalizers");
            wanted.forEach(names::add);
        }
    }

    private static void addOperation(ObjectNode patch, JsonNode present, JsonNode wanted) {
        if (present.isObject() && wanted.isObject()) {
            MergePatch.between(present, wanted).ifPresent(difference -> patch.set(OPERATION, difference));
        } else if (!present.equals(wanted)) {
            patch.set(OPERATION, wanted);
        }
    }

    /** Null where there is none. */
    private static JsonNode operationOf(ToolkitResource<?, ?> object) {
        JsonNode operation = JSON.valueToTree(object).get(OPERATION);
        return operation == null ? NullNode.getInstance() : operation;
    }
}
