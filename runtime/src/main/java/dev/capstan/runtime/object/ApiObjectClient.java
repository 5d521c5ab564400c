package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;

/** The objects of one kind at the API server. */
public final class ApiObjectClient<T extends HasMetadata> implements ObjectClient<T> {
    private final KubernetesClient client;
    private final Class<T> kind;
    private final PatchContext context;

    /**
     * @param fieldManager the manager of the fields that are written
     */
    public ApiObjectClient(KubernetesClient client, Class<T> kind, String fieldManager) {
        this.client = client;
        this.kind = kind;
        this.context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(fieldManager)
                .build();
    }

    @Override
    public Answer<T> patch(T base, ObjectNode patch) {
        return answer(() -> client.resource(base).patch(context, patch.toString()));
    }

    @Override
    public Answer<T> patchStatus(T base, ObjectNode patch) {
        return answer(() -> client.resource(base).subresource("status").patch(context, patch.toString()));
    }

    private static <T> Answer<T> answer(Supplier<T> request) {
        try {
            return new Answer.Patched<>(request.get());
        } catch (KubernetesClientException refused) {
            return switch (refused.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> new Answer.Conflict<>();
                case HttpURLConnection.HTTP_NOT_FOUND -> new Answer.Gone<>();
                default -> throw refused;
            };
        }
    }

    @Override
    public Optional<T> read(T object) {
        return Optional.ofNullable(client.resources(kind)
                .inNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .get());
    }
}
