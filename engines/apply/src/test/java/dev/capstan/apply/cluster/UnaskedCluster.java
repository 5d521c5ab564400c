package dev.capstan.apply.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A cluster that nobody is expected to ask; tests override what they do ask. */
public abstract class UnaskedCluster implements ClusterApi {

    @Override
    public ApiResult<ObjectNode> apply(ObjectRef object, ObjectNode content, ApplyOptions options) {
        throw unasked("apply");
    }

    @Override
    public ApiResult<ObjectNode> create(ObjectRef object, ObjectNode content, WriteOptions options) {
        throw unasked("creation");
    }

    @Override
    public ApiResult<ObjectNode> mergePatch(ObjectRef object, ObjectNode patch, WriteOptions options) {
        throw unasked("merge patch");
    }

    @Override
    public ApiResult<ObjectNode> replace(ObjectRef object, ObjectNode content, WriteOptions options) {
        throw unasked("replacement");
    }

    @Override
    public ApiResult<ObjectNode> get(ObjectRef object) {
        throw unasked("get");
    }

    @Override
    public ApiResult<ObjectNode> delete(ObjectRef object, DeleteOptions options) {
        throw unasked("delete");
    }

    @Override
    public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
        throw unasked("patch");
    }

    @Override
    public ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken) {
        throw unasked("list");
    }

    @Override
    public ApiResult<ObjectNode> listMetadata(Selection selection, int limit, String continueToken) {
        throw unasked("list of metadata");
    }

    @Override
    public Subscription watch(Selection selection, String resourceVersion, WatchListener listener) {
        throw unasked("watch");
    }

    @Override
    public ClusterApi impersonating(String user) {
        throw unasked("impersonation");
    }

    @Override
    public boolean isImpersonating() {
        return false;
    }

    @Override
    public ApiResult<ObjectNode> reviewRights(String namespace) {
        throw unasked("review of rights");
    }

    @Override
    public ApiResult<String> log(ObjectRef pod, String container, int lines, int bytes) {
        throw unasked("log");
    }

    @Override
    public ApiResult<ObjectNode> discover(String path) {
        throw unasked("discovery");
    }

    private static AssertionError unasked(String what) {
        return new AssertionError("No " + what + " was expected");
    }
}
