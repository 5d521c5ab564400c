package dev.capstan.runtime.reconcile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ToolkitKeys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts our finalizer on an object and takes it off, in a patch of its own that leaves the finalizers of others alone. */
final class Finalizer<T extends HasMetadata> {
    private static final int TRIES = 8;

    private final KubernetesClient client;
    private final Class<T> kind;
    private final PatchContext context;

    Finalizer(KubernetesClient client, Class<T> kind, String fieldManager) {
        this.client = client;
        this.kind = kind;
        this.context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(fieldManager)
                .build();
    }

    /** The object with the finalizer; empty when it is gone or on its way out. */
    Optional<T> addTo(T object) {
        return change(object, true);
    }

    /** The object without the finalizer; empty when it is gone. */
    Optional<T> removeFrom(T object) {
        return change(object, false);
    }

    private Optional<T> change(T seen, boolean wanted) {
        T base = seen;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (base.hasFinalizer(ToolkitKeys.FINALIZER) == wanted) {
                return Optional.of(base);
            }
            if (wanted && base.isMarkedForDeletion()) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        client.resource(base).patch(context, patch(base, wanted).toString()));
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return Optional.empty();
                }
                if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw refused;
                }
            }
            T fresh = fresh(base);
            if (fresh == null
                    || !Objects.equals(
                            fresh.getMetadata().getUid(), seen.getMetadata().getUid())) {
                return Optional.empty();
            }
            base = fresh;
        }
        throw new KubernetesClientException(
                "The finalizers of " + seen.getKind() + "/" + seen.getMetadata().getName()
                        + " could not be written: the object was changed by others " + TRIES + " times in a row");
    }

    private static ObjectNode patch(HasMetadata base, boolean wanted) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("resourceVersion", base.getMetadata().getResourceVersion());
        ArrayNode finalizers = metadata.putArray("finalizers");
        base.getMetadata().getFinalizers().stream()
                .filter(name -> !name.equals(ToolkitKeys.FINALIZER))
                .forEach(finalizers::add);
        if (wanted) {
            finalizers.add(ToolkitKeys.FINALIZER);
        }
        return patch;
    }

    private @Nullable T fresh(T object) {
        return client.resources(kind)
                .inNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .get();
    }
}
