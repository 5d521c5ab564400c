package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is changed of an object beside its status, for kinds that are asked for work by fields which the controller takes off. Where the
 * status is a field of the object, both go in one patch, so that a crash cannot come between them.
 *
 * @param removedAnnotations annotations to take off, each with the value that was acted on; one that has another value by then stays,
 *     since it asks for something else
 * @param operation the new value of the field {@code operation}, a null node to take it off; empty leaves it as it is
 * @param finalizers what becomes of finalizers
 */
public record ObjectEdit(
        Map<String, String> removedAnnotations, Optional<JsonNode> operation, FinalizerEdit finalizers) {
    /** Nothing but the status. */
    public static final ObjectEdit NONE = new ObjectEdit(Map.of(), Optional.empty(), FinalizerEdit.NONE);

    /** Keeps a copy of the map. */
    public ObjectEdit {
        removedAnnotations = Map.copyOf(removedAnnotations);
    }

    /**
     * What becomes of finalizers. An object that is being deleted takes none any more, so nothing is added to it.
     *
     * @param wanted those that the object is to have
     * @param unwanted those that it is not to have
     */
    public record FinalizerEdit(Set<String> wanted, Set<String> unwanted) {
        /** They stay as they are. */
        public static final FinalizerEdit NONE = new FinalizerEdit(Set.of(), Set.of());

        /** Keeps copies of the sets. */
        public FinalizerEdit {
            wanted = Set.copyOf(wanted);
            unwanted = Set.copyOf(unwanted);
        }
    }

    /** Asks for an operation, or replaces the one that is asked for. */
    public static ObjectEdit withOperation(JsonNode operation) {
        return new ObjectEdit(Map.of(), Optional.of(operation), FinalizerEdit.NONE);
    }

    /** Takes off the operation. */
    public static ObjectEdit withoutOperation() {
        return withOperation(NullNode.getInstance());
    }

    /** The same, with other finalizers. */
    public ObjectEdit with(FinalizerEdit others) {
        return new ObjectEdit(removedAnnotations, operation, others);
    }

    /** The same, and these annotations go, too. */
    public ObjectEdit removing(Map<String, String> annotations) {
        if (annotations.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(removedAnnotations);
        all.putAll(annotations);
        return new ObjectEdit(all, operation, finalizers);
    }
}
