package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Reads and patches the objects of one kind. A patch is a JSON merge patch; it takes effect only if the object is still in the version that
 * the patch names.
 *
 * @param <T> the kind
 */
public interface ObjectClient<T> {
    /** The answer to a patch. */
    sealed interface Answer<T> {
        /** The patch took effect; the object is now this. */
        record Patched<T>(T now) implements Answer<T> {}

        /** Somebody else changed the object in between. */
        record Conflict<T>() implements Answer<T> {}

        /** There is no such object any more. */
        record Gone<T>() implements Answer<T> {}
    }

    /**
     * Patches everything but the status.
     *
     * @param base the object
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses the patch or cannot be reached
     */
    Answer<T> patch(T base, ObjectNode patch);

    /**
     * Patches the status, and nothing else.
     *
     * @param base the object
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses the patch or cannot be reached
     */
    Answer<T> patchStatus(T base, ObjectNode patch);

    /** The object of the same name as it is now; empty when there is none. */
    Optional<T> read(T object);
}
