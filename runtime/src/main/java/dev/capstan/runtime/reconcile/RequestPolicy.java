package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitResource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How an annotation asks for a reconciliation, and how those who asked learn that it took place. */
public sealed interface RequestPolicy {
    /**
     * Every change of the value asks; the value that was acted on is copied to the status.
     *
     * @param annotation its name
     */
    record NotedInStatus(String annotation) implements RequestPolicy {}

    /**
     * The annotation asks by being there, its value may say for what; it is taken off with the last write of the reconciliation.
     *
     * @param annotation its name
     * @param companions others that mean something only beside it, and go with it
     */
    record TakenOff(String annotation, Set<String> companions) implements RequestPolicy {
        /** Keeps a copy of the set. */
        public TakenOff {
            companions = Set.copyOf(companions);
        }
    }

    /** Nobody can ask by an annotation. */
    record None() implements RequestPolicy {}

    /** What is asked for by an object, whether it was acted on or not. */
    default Optional<String> requestOf(ToolkitResource<?, ?> object) {
        return switch (this) {
            case NotedInStatus(String annotation) -> object.annotation(annotation);
            case TakenOff taken -> object.annotation(taken.annotation());
            case None _ -> Optional.empty();
        };
    }

    /** Whether a change of an object asks for a reconciliation. */
    default boolean isAskedBy(ToolkitResource<?, ?> changed, ToolkitResource<?, ?> before) {
        Optional<String> now = requestOf(changed);
        boolean isOther = !now.equals(requestOf(before));
        return switch (this) {
            case NotedInStatus _ -> isOther;
            case TakenOff _ -> isOther && now.isPresent();
            case None _ -> false;
        };
    }

    /** The annotations of an object, with their values, that go when what it asks for was done. */
    default Map<String, String> removedFrom(ToolkitResource<?, ?> object) {
        if (!(this instanceof TakenOff(String annotation, Set<String> companions))
                || object.annotation(annotation).isEmpty()) {
            return Map.of();
        }
        var present = new HashMap<>(object.annotations());
        present.keySet().removeIf(name -> !name.equals(annotation) && !companions.contains(name));
        return present;
    }
}
