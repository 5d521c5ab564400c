package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.object.RetryOnConflict.Step;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Writes the status of objects of one kind. One merge patch carries everything that changed; nothing is sent when nothing changed. The
 * patch names the resource version that it was computed from: on a conflict it is computed again on the fresh object, so what others
 * wrote to the status (foreign condition types) stays, and a spec can neither be overwritten nor judged by an old status.
 *
 * <p>An {@link ObjectEdit} is part of the same patch where the status is a field of the object. Where it is a subresource, which takes
 * nothing else, the edit follows in a patch of its own: who waits for an annotation to go finds the status written then.
 */
public final class StatusWriter<T extends ToolkitResource<?, S>, S> {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final ObjectClient<T> client;
    private final S initial;
    private final StatusPlace place;

    /**
     * Writes to the status subresource.
     *
     * @param client reads and patches
     * @param initial the status of an object that has none yet
     */
    public StatusWriter(ObjectClient<T> client, S initial) {
        this(client, initial, StatusPlace.SUBRESOURCE);
    }

    /**
     * @param client reads and patches
     * @param initial the status of an object that has none yet
     * @param place where the status is written
     */
    public StatusWriter(ObjectClient<T> client, S initial, StatusPlace place) {
        this.client = client;
        this.initial = initial;
        this.place = place;
    }

    /** The same as {@link #write(ToolkitResource, UnaryOperator, ObjectEdit)} with nothing but the status. */
    public Optional<T> write(T seen, UnaryOperator<S> change) {
        return write(seen, change, ObjectEdit.NONE);
    }

    /**
     * Changes the status of an object, and what else is to be changed of it.
     *
     * @param seen the object as it was last seen; its status is taken as the current one until the API server objects
     * @param change from the current status to the wanted one; pure, since it may be asked again for a fresher status
     * @param edit what else is changed
     * @return the object as it is now; empty when it is gone, or was deleted and created again
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses the patch or cannot be reached
     * @throws WriteContention when others kept changing the object, or asked for another operation than the one that the edit replaces;
     *     the next reconciliation will try again
     */
    public Optional<T> write(T seen, UnaryOperator<S> change, ObjectEdit edit) {
        var edited = new EditPatch(edit, seen);
        return switch (place) {
            case FIELD ->
                run(seen, edited, client::patch, (base, patch) -> {
                    putStatus(patch, base, change);
                    edited.addTo(patch, base);
                });
            case SUBRESOURCE ->
                run(seen, edited, client::patchStatus, (base, patch) -> putStatus(patch, base, change))
                        .flatMap(now -> run(now, edited, client::patch, (base, patch) -> edited.addTo(patch, base)));
        };
    }

    private Optional<T> run(
            T seen,
            EditPatch edited,
            BiFunction<T, ObjectNode, ObjectClient.Answer<T>> request,
            BiConsumer<T, ObjectNode> content) {
        return RetryOnConflict.run(client, seen, base -> {
            if (edited.isOutdatedOn(base)) {
                throw WriteContention.byOperation(base.ref());
            }
            ObjectNode patch = JSON.createObjectNode();
            content.accept(base, patch);
            if (patch.isEmpty()) {
                return new Step.Done<>(Optional.of(base));
            }
            patch.withObjectProperty("metadata")
                    .put("resourceVersion", base.getMetadata().getResourceVersion());
            return new Step.Sent<>(request.apply(base, patch));
        });
    }

    private void putStatus(ObjectNode patch, T base, UnaryOperator<S> change) {
        S stored = base.getStatus() == null ? initial : base.getStatus();
        JsonNode before = JSON.valueToTree(stored);
        JsonNode after = JSON.valueToTree(change.apply(stored));
        MergePatch.between(before, after).ifPresent(status -> patch.set("status", status));
    }
}
