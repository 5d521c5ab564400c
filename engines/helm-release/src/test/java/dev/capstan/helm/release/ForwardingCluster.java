package dev.capstan.helm.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.Selection;
import java.util.function.Supplier;

/** A cluster behind which there is a real one; tests change what they want to see go wrong. */
abstract class ForwardingCluster implements ClusterApi {

    private final ClusterApi cluster;

    ForwardingCluster(ClusterApi cluster) {
        this.cluster = cluster;
    }

    /** Every request but those of watches comes by here. */
    <T> ApiResult<T> ask(Supplier<ApiResult<T>> request) {
        return request.get();
    }

    @Override
    public ApiResult<ObjectNode> apply(ObjectRef object, ObjectNode content, ApplyOptions options) {
        return ask(() -> cluster.apply(object, content, options));
    }

    @Override
    public ApiResult<ObjectNode> create(ObjectRef object, ObjectNode content, WriteOptions options) {
        return ask(() -> cluster.create(object, content, options));
    }

    @Override
    public ApiResult<ObjectNode> mergePatch(ObjectRef object, ObjectNode patch, WriteOptions options) {
        return ask(() -> cluster.mergePatch(object, patch, options));
    }

    @Override
    public ApiResult<ObjectNode> replace(ObjectRef object, ObjectNode content, WriteOptions options) {
        return ask(() -> cluster.replace(object, content, options));
    }

    @Override
    public ApiResult<ObjectNode> get(ObjectRef object) {
        return ask(() -> cluster.get(object));
    }

    @Override
    public ApiResult<ObjectNode> delete(ObjectRef object, DeleteOptions options) {
        return ask(() -> cluster.delete(object, options));
    }

    @Override
    public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
        return ask(() -> cluster.jsonPatch(object, operations, fieldManager));
    }

    @Override
    public ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken) {
        return ask(() -> cluster.list(selection, limit, continueToken));
    }

    @Override
    public ApiResult<ObjectNode> listMetadata(Selection selection, int limit, String continueToken) {
        return ask(() -> cluster.listMetadata(selection, limit, continueToken));
    }

    @Override
    public ApiResult<String> log(ObjectRef pod, String container, int lines, int bytes) {
        return ask(() -> cluster.log(pod, container, lines, bytes));
    }

    @Override
    public ApiResult<ObjectNode> reviewRights(String namespace) {
        return ask(() -> cluster.reviewRights(namespace));
    }

    @Override
    public ApiResult<ObjectNode> discover(String path) {
        return ask(() -> cluster.discover(path));
    }

    @Override
    public Subscription watch(Selection selection, String resourceVersion, WatchListener listener) {
        return cluster.watch(selection, resourceVersion, listener);
    }

    @Override
    public ClusterApi impersonating(String user) {
        throw new UnsupportedOperationException("Nobody is impersonated here");
    }

    @Override
    public boolean isImpersonating() {
        return cluster.isImpersonating();
    }
}
