package dev.capstan.runtime.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ToolkitResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of objects of one kind. One merge patch of the status subresource carries everything that changed; nothing is sent when
 * nothing changed. The patch names the resource version that it was computed from: on a conflict it is computed again on the fresh object, so
 * what others wrote to the status (foreign condition types) stays, and a spec can neither be overwritten nor judged by an old status.
 */
public final class StatusWriter<T extends ToolkitResource<?, S>, S> {
    private static final int TRIES = 8;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final KubernetesClient client;
    private final StatusType<T, S> type;
    private final String fieldManager;

    /**
     * @param client reads and patches
     * @param type the kind
     * @param fieldManager the manager of the fields that are written
     */
    public StatusWriter(KubernetesClient client, StatusType<T, S> type, String fieldManager) {
        this.client = client;
        this.type = type;
        this.fieldManager = fieldManager;
    }

    /**
     * Changes the status of an object.
     *
     * @param seen the object as it was last seen; its status is taken as the current one until the API server objects
     * @param change from the current status to the wanted one; pure, since it may be asked again for a fresher status
     * @return the object as it is now; empty when it is gone, or was deleted and made anew
     * @throws KubernetesClientException when the API server refuses the patch or cannot be reached
     * @throws StatusContention when others kept changing the object; the next pass will try again
     */
    public Optional<T> write(T seen, UnaryOperator<S> change) {
        T base = seen;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<ObjectNode> difference = differenceOf(base, change);
            if (difference.isEmpty()) {
                return Optional.of(base);
            }
            try {
                return Optional.of(patch(base, difference.get()));
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return Optional.empty();
                }
                if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw refused;
                }
            }
            T fresh = fresh(base);
            if (fresh == null || !Objects.equals(uid(fresh), uid(seen))) {
                return Optional.empty();
            }
            base = fresh;
        }
        throw new StatusContention(seen.ref(), TRIES);
    }

    private Optional<ObjectNode> differenceOf(T base, UnaryOperator<S> change) {
        S stored = base.getStatus();
        JsonNode before = JSON.valueToTree(stored == null ? type.initial() : stored);
        JsonNode after = JSON.valueToTree(change.apply(stored == null ? type.initial() : stored));
        return MergePatch.between(before, after);
    }

    private T patch(T base, ObjectNode status) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("metadata").put("resourceVersion", base.getMetadata().getResourceVersion());
        body.set("status", status);
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(fieldManager)
                .build();
        return client.resource(base).subresource("status").patch(context, body.toString());
    }

    private @Nullable T fresh(T object) {
        return client.resources(type.kind())
                .inNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .get();
    }

    private static @Nullable String uid(ToolkitResource<?, ?> object) {
        return object.getMetadata().getUid();
    }
}
