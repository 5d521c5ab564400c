package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.object.RetryOnConflict.Step;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes the status of objects of one kind. One merge patch of the status subresource carries everything that changed; nothing is sent when
 * nothing changed. The patch names the resource version that it was computed from: on a conflict it is computed again on the fresh object, so
 * what others wrote to the status (foreign condition types) stays, and a spec can neither be overwritten nor judged by an old status.
 */
public final class StatusWriter<T extends ToolkitResource<?, S>, S> {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final ObjectClient<T> client;
    private final S initial;

    /**
     * @param client reads and patches
     * @param initial the status of an object that has none yet
     */
    public StatusWriter(ObjectClient<T> client, S initial) {
        this.client = client;
        this.initial = initial;
    }

    /**
     * Changes the status of an object.
     *
     * @param seen the object as it was last seen; its status is taken as the current one until the API server objects
     * @param change from the current status to the wanted one; pure, since it may be asked again for a fresher status
     * @return the object as it is now; empty when it is gone, or was deleted and created again
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses the patch or cannot be reached
     * @throws WriteContention when others kept changing the object; the next reconciliation will try again
     */
    public Optional<T> write(T seen, UnaryOperator<S> change) {
        return RetryOnConflict.run(
                client,
                seen,
                base -> differenceOf(base, change)
                        .<Step<T>>map(status -> new Step.Sent<>(client.patchStatus(base, patch(base, status))))
                        .orElseGet(() -> new Step.Done<>(Optional.of(base))));
    }

    private Optional<ObjectNode> differenceOf(T base, UnaryOperator<S> change) {
        S stored = base.getStatus() == null ? initial : base.getStatus();
        JsonNode before = JSON.valueToTree(stored);
        JsonNode after = JSON.valueToTree(change.apply(stored));
        return MergePatch.between(before, after);
    }

    private static ObjectNode patch(ToolkitResource<?, ?> base, ObjectNode status) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("metadata").put("resourceVersion", base.getMetadata().getResourceVersion());
        body.set("status", status);
        return body;
    }
}
