package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.object.RetryOnConflict.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Puts our finalizer on an object and takes it off, in a patch of its own that leaves the finalizers of others alone. */
public final class FinalizerWriter<T extends ToolkitResource<?, ?>> {
    private final ObjectClient<T> client;
    private final String finalizer;

    /**
     * @param finalizer the name of ours
     */
    public FinalizerWriter(ObjectClient<T> client, String finalizer) {
        this.client = client;
        this.finalizer = finalizer;
    }

    /**
     * The object with the finalizer; empty when it is gone or is being deleted.
     *
     * @throws WriteContention when others kept changing the object
     */
    public Optional<T> addTo(T object) {
        return change(object, true);
    }

    /**
     * The object without the finalizer; empty when it is gone.
     *
     * @throws WriteContention when others kept changing the object
     */
    public Optional<T> removeFrom(T object) {
        return change(object, false);
    }

    private Optional<T> change(T seen, boolean wanted) {
        return RetryOnConflict.run(client, seen, base -> {
            if (base.hasFinalizer(finalizer) == wanted) {
                return new Step.Done<>(Optional.of(base));
            }
            return wanted && base.isMarkedForDeletion()
                    ? new Step.Done<>(Optional.empty())
                    : new Step.Sent<>(client.patch(base, patch(base, wanted)));
        });
    }

    private ObjectNode patch(HasMetadata base, boolean wanted) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("resourceVersion", base.getMetadata().getResourceVersion());
        ArrayNode finalizers = metadata.putArray("finalizers");
        base.getMetadata().getFinalizers().stream()
                .filter(name -> !name.equals(finalizer))
                .forEach(finalizers::add);
        if (wanted) {
            finalizers.add(finalizer);
        }
        return patch;
    }
}
