package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.object.RetryOnConflict.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts finalizers of ours on an object and takes them off, in a patch of its own that leaves the finalizers of others alone. */
public final class FinalizerWriter<T extends ToolkitResource<?, ?>> {
    private final ObjectClient<T> client;

    /**
     * @param client reads and patches
     */
    public FinalizerWriter(ObjectClient<T> client) {
        this.client = client;
    }

    /**
     * The object with the finalizers; empty when it is gone or is being deleted.
     *
     * @throws WriteContention when others kept changing the object
     */
    public Optional<T> addTo(T object, Set<String> finalizers) {
        return change(object, finalizers, true);
    }

    /**
     * The object without the finalizers; empty when it is gone.
     *
     * @throws WriteContention when others kept changing the object
     */
    public Optional<T> removeFrom(T object, Set<String> finalizers) {
        return change(object, finalizers, false);
    }

    private Optional<T> change(T seen, Set<String> finalizers, boolean wanted) {
        return RetryOnConflict.run(client, seen, base -> {
            List<String> present = base.getMetadata().getFinalizers();
            Set<String> changed = new LinkedHashSet<>(present);
            boolean isChange = wanted ? changed.addAll(finalizers) : changed.removeAll(finalizers);
            if (!isChange) {
                return new Step.Done<>(Optional.of(base));
            }
            return wanted && base.isMarkedForDeletion()
                    ? new Step.Done<>(Optional.empty())
                    : new Step.Sent<>(client.patch(base, patch(base, changed)));
        });
    }

    private static ObjectNode patch(ToolkitResource<?, ?> base, Set<String> finalizers) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("resourceVersion", base.getMetadata().getResourceVersion());
        ArrayNode names = metadata.putArray("finalizers");
        finalizers.forEach(names::add);
        return patch;
    }
}
