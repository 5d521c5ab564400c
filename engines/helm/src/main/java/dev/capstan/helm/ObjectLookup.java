package dev.capstan.helm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers the template function {@code lookup}. Whoever renders for a tenant gives one that asks with the tenant's identity: what the
 * tenant may not see is refused. Called from the thread that renders.
 */
@FunctionalInterface
public interface ObjectLookup {
    /** Finds nothing, as without a cluster. */
    ObjectLookup NONE = (_, _, _, _) -> new Answer.Absent();

    /** What a look-up gives. */
    sealed interface Answer {
        /** An object, or with an empty name a list with {@code items}; as JSON, numbers being Double or Long. */
        record Found(Map<String, @Nullable Object> content) implements Answer {}

        /** There is no such object: templates get an empty map. */
        record Absent() implements Answer {}

        /** The question cannot be answered, for example as it is forbidden; ends the rendering with this message. */
        record Refused(String message) implements Answer {}
    }

    /**
     * Looks for an object, or with an empty name for all of a kind.
     *
     * @param namespace empty for objects without one, and for those of all namespaces
     */
    Answer find(String apiVersion, String kind, String namespace, String name);
}
