package dev.capstan.argo.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a comparison of one object came to. */
public sealed interface Difference {

    /**
     * The comparison was made.
     *
     * @param isModified whether an apply would change the live object; an object without a manifest is not modified
     * @param live the live object as it was compared; empty when there is none
     * @param predicted the live object as it would be after an apply; empty without a manifest
     */
    record Compared(boolean isModified, Optional<ObjectNode> live, Optional<ObjectNode> predicted)
            implements Difference {}

    /**
     * The comparison could not be made; the status of the application is unknown.
     *
     * @param message names the object and the cause
     */
    record Failed(String message) implements Difference {}
}
