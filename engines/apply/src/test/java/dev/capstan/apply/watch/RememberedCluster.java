package dev.capstan.apply.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.cluster.UnaskedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A cluster of ConfigMaps whose lists a test fills and whose watches a test speaks for. */
final class RememberedCluster extends UnaskedCluster {

    static final ResourceType CONFIG_MAP = new ResourceType(ResourceKind.of("v1", "ConfigMap"), "configmaps", true);
    static final Owner OWNER = Owner.kustomization("flux-system", "apps");
    static final String US = "kustomize-controller";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final BlockingQueue<WatchListener> watches = new LinkedBlockingQueue<>();
    private final Map<String, ObjectNode> content = new ConcurrentSkipListMap<>();
    private final List<Selection> lists = new CopyOnWriteArrayList<>();
    private final List<Selection> metadataLists = new CopyOnWriteArrayList<>();
    private volatile Runnable beforeMetadataList = () -> {};
    private volatile String version = "10";
    private volatile Optional<ApiResult<ObjectNode>> refusal = Optional.empty();

    static ObjectRef ref(String name) {
        return new ObjectRef(CONFIG_MAP, "ns", name);
    }

    /** A ConfigMap as the API server shows it after we applied it. */
    static ObjectNode applied(String name, String uid, String version, String value) {
        return object(name, uid, version, value, US, "Apply");
    }

    /** One whose value somebody else has set. */
    static ObjectNode changed(String name, String uid, String version, String value) {
        return object(name, uid, version, value, "somebody", "Update");
    }

    private static ObjectNode object(
            String name, String uid, String version, String value, String manager, String operation) {
        ObjectNode object = JSON.objectNode().put("kind", "ConfigMap").put("apiVersion", "v1");
        ObjectNode metadata = object.putObject("metadata")
                .put("name", name)
                .put("namespace", "ns")
                .put("uid", uid)
                .put("resourceVersion", version);
        metadata.putObject("labels")
                .put(OWNER.nameLabel(), OWNER.name())
                .put(OWNER.namespaceLabel(), OWNER.namespace());
        ArrayNode managers = metadata.putArray("managedFields");
        managers.addObject()
                .put("manager", manager)
                .put("operation", operation)
                .putObject("fieldsV1")
                .putObject("f:data")
                .putObject("f:k");
        object.putObject("data").put("k", value);
        return object;
    }

    /** What lists hold from now on, and the version that they carry. */
    void holds(String asOf, ObjectNode... objects) {
        content.clear();
        for (ObjectNode object : objects) {
            content.put(object.path("metadata").path("name").asText(), object);
        }
        version = asOf;
    }

    /** Answers lists so from now on. */
    void refuse(ApiResult<ObjectNode> answer) {
        refusal = Optional.of(answer);
    }

    /** What happens while a list of metadata is under way. */
    void beforeMetadataList(Runnable step) {
        beforeMetadataList = step;
    }

    WatchListener nextWatch() throws InterruptedException {
        WatchListener listener = watches.poll(10, TimeUnit.SECONDS);
        assertThat(listener).as("a watch was started").isNotNull();
        return listener;
    }

    List<Selection> lists() {
        return List.copyOf(lists);
    }

    List<Selection> metadataLists() {
        return List.copyOf(metadataLists);
    }

    @Override
    public ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken) {
        lists.add(selection);
        return refusal.orElseGet(() -> new ApiResult.Ok<>(list(), false));
    }

    @Override
    public ApiResult<ObjectNode> listMetadata(Selection selection, int limit, String continueToken) {
        metadataLists.add(selection);
        beforeMetadataList.run();
        return refusal.orElseGet(() -> {
            ObjectNode list = list();
            list.path("items").forEach(item -> ((ObjectNode) item).remove("data"));
            return new ApiResult.Ok<>(list, false);
        });
    }

    private ObjectNode list() {
        ObjectNode list = JSON.objectNode();
        list.putObject("metadata").put("resourceVersion", version);
        List<JsonNode> items = new ArrayList<>();
        content.values().forEach(object -> items.add(object.deepCopy()));
        list.putArray("items").addAll(items);
        return list;
    }

    @Override
    public Subscription watch(Selection selection, String resourceVersion, WatchListener listener) {
        watches.add(listener);
        return () -> {};
    }
}
