package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.PlainStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One kind at an API server that lives in a map: resource versions, merge patches, the status subresource, finalizers. A kind with a plain
 * status has no such subresource, and a generation that goes up with every change of anything but metadata.
 */
public final class FakeObjectClient<T extends ToolkitResource<?, ?>> implements ObjectClient<T> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesSerialization serialization = new KubernetesSerialization(JSON, true);
    private final Class<T> kind;
    private final boolean hasPlainStatus;
    private final Map<ObjectKey, ObjectNode> stored = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int conflicts;
    private int refusals;
    private long version = 100;

    public FakeObjectClient(Class<T> kind) {
        this.kind = kind;
        this.hasPlainStatus = kind.isAnnotationPresent(PlainStatus.class);
    }

    /** Stores an object as a user would create it. */
    public T create(String yaml) {
        ObjectNode object = serialization.convertValue(serialization.unmarshal(yaml, Map.class), ObjectNode.class);
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        metadata.put("uid", "uid-" + version);
        if (!metadata.has("generation")) {
            metadata.put("generation", 1L);
        }
        return store(object);
    }

    /** Takes an object away at once, whatever its finalizers. */
    public void remove(T object) {
        stored.remove(object.key());
    }

    /** A change by somebody else. */
    public T change(T object, String mergePatch) {
        ObjectNode now = Objects.requireNonNull(stored.get(object.key())).deepCopy();
        merge(now, (ObjectNode) serialization.unmarshal(mergePatch, JsonNode.class));
        countGeneration(Objects.requireNonNull(stored.get(object.key())), now);
        return store(now);
    }

    /** The next so many patches meet a change by somebody else. */
    public void interfere(int times) {
        conflicts = times;
    }

    /** The next so many requests are answered with 500. */
    public void refuse(int times) {
        refusals = times;
    }

    /** The patches that came, {@code patch} or {@code status} with the body. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void forgetRequests() {
        requests.clear();
    }

    public T now(T object) {
        return read(object).orElseThrow();
    }

    @Override
    public Answer<T> patch(T base, ObjectNode patch) {
        return patched(base, "patch", patch, false);
    }

    @Override
    public Answer<T> patchStatus(T base, ObjectNode patch) {
        return patched(base, "status", patch, true);
    }

    private Answer<T> patched(T base, String request, ObjectNode patch, boolean isStatus) {
        requests.add(request + " " + patch);
        if (refusals > 0) {
            refusals--;
            throw new KubernetesClientException("no answer", 500, null);
        }
        ObjectNode present = stored.get(base.key());
        if (present == null || isStatus && hasPlainStatus) {
            return new Answer.Gone<>();
        }
        if (conflicts > 0) {
            conflicts--;
            store(present);
        }
        JsonNode expected = patch.path("metadata").path("resourceVersion");
        if (!expected.isMissingNode()
                && !expected.equals(present.get("metadata").get("resourceVersion"))) {
            return new Answer.Conflict<>();
        }
        ObjectNode changed = present.deepCopy();
        ObjectNode effective = patch.deepCopy();
        if (isStatus) {
            effective.retain("status");
        } else if (!hasPlainStatus) {
            effective.remove("status");
        }
        merge(changed, effective);
        if (changed.equals(present)) {
            return new Answer.Patched<>(objectOf(present));
        }
        if (isReleased(changed)) {
            stored.remove(base.key());
            return new Answer.Patched<>(objectOf(changed));
        }
        countGeneration(present, changed);
        return new Answer.Patched<>(store(changed));
    }

    private void countGeneration(ObjectNode before, ObjectNode changed) {
        ObjectNode metadata = (ObjectNode) changed.get("metadata");
        if (hasPlainStatus
                && !before.deepCopy()
                        .without("metadata")
                        .equals(changed.deepCopy().without("metadata"))) {
            metadata.put("generation", metadata.path("generation").asLong() + 1);
        }
    }

    private static boolean isReleased(ObjectNode object) {
        JsonNode metadata = object.get("metadata");
        return metadata.has("deletionTimestamp") && metadata.path("finalizers").isEmpty();
    }

    private T store(ObjectNode object) {
        ((ObjectNode) object.get("metadata")).put("resourceVersion", Long.toString(++version));
        T now = objectOf(object);
        stored.put(now.key(), object);
        return now;
    }

    private T objectOf(ObjectNode object) {
        return serialization.unmarshal(object.toString(), kind);
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode nested) {
                ObjectNode inner = target.get(field.getKey()) instanceof ObjectNode present
                        ? present
                        : target.putObject(field.getKey());
                merge(inner, nested);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    @Override
    public Optional<T> read(T object) {
        return Optional.ofNullable(stored.get(object.key())).map(this::objectOf);
    }
}
