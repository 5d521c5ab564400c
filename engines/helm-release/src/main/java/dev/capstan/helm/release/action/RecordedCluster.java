package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Action;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.record.ApplyRecord.Entry;
import dev.capstan.apply.record.ObjectHashes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A cluster that notes each object that is written or deleted: what was done to it, and its hash before, as far as it was read, and
 * after.
 */
final class RecordedCluster implements ClusterApi {

    private static final String NOT_THERE = "";

    private final ClusterApi api;
    private final Consumer<Entry> entries;
    private final Map<ObjectRef, String> seen = new ConcurrentHashMap<>();

    RecordedCluster(ClusterApi api, Consumer<Entry> entries) {
        this.api = api;
        this.entries = entries;
    }

    @Override
    public ApiResult<ObjectNode> get(ObjectRef object) {
        ApiResult<ObjectNode> result = api.get(object);
        switch (result) {
            case ApiResult.Ok<ObjectNode> ok -> seen.put(object, ObjectHashes.ofContent(object.id(), ok.value()));
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> seen.put(object, NOT_THERE);
            case ApiResult.Refused<ObjectNode> _, ApiResult.Unreachable<ObjectNode> _ -> seen.remove(object);
        }
        return result;
    }

    @Override
    public ApiResult<ObjectNode> apply(ObjectRef object, ObjectNode content, ApplyOptions options) {
        return noted(object, options.isDryRun(), api.apply(object, content, options));
    }

    @Override
    public ApiResult<ObjectNode> create(ObjectRef object, ObjectNode content, WriteOptions options) {
        return noted(object, options.isDryRun(), api.create(object, content, options));
    }

    @Override
    public ApiResult<ObjectNode> mergePatch(ObjectRef object, ObjectNode patch, WriteOptions options) {
        return noted(object, options.isDryRun(), api.mergePatch(object, patch, options));
    }

    @Override
    public ApiResult<ObjectNode> replace(ObjectRef object, ObjectNode content, WriteOptions options) {
        return noted(object, options.isDryRun(), api.replace(object, content, options));
    }

    @Override
    public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
        return noted(object, false, api.jsonPatch(object, operations, fieldManager));
    }

    private ApiResult<ObjectNode> noted(ObjectRef object, boolean isDryRun, ApiResult<ObjectNode> result) {
        if (!isDryRun && result instanceof ApiResult.Ok<ObjectNode>(var written, var isCreated)) {
            noteWritten(object, written, isCreated);
        }
        return result;
    }

    private void noteWritten(ObjectRef object, ObjectNode written, boolean isCreated) {
        String before = seen.getOrDefault(object, NOT_THERE);
        String after = ObjectHashes.ofContent(object.id(), written);
        Action action = isCreated ? Action.CREATED : before.equals(after) ? Action.UNCHANGED : Action.CONFIGURED;
        note(
                object,
                action,
                isCreated ? NOT_THERE : before,
                after,
                written.path("metadata").path("resourceVersion").asText(""));
        seen.put(object, after);
    }

    @Override
    public ApiResult<ObjectNode> delete(ObjectRef object, DeleteOptions options) {
        ApiResult<ObjectNode> result = api.delete(object, options);
        if (result instanceof ApiResult.Ok<ObjectNode>(var answer, var _)) {
            boolean isKept = answer.path("metadata").hasNonNull("deletionTimestamp");
            note(
                    object,
                    isKept ? Action.TERMINATING : Action.DELETED,
                    seen.getOrDefault(object, NOT_THERE),
                    NOT_THERE,
                    "");
            seen.put(object, NOT_THERE);
        }
        return result;
    }

    private void note(ObjectRef object, Action action, String before, String after, String resourceVersion) {
        entries.accept(new Entry(
                object.id(),
                object.type().kind().version(),
                action,
                before,
                after,
                resourceVersion,
                SourcePosition.unknown()));
    }

    @Override
    public ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken) {
        return api.list(selection, limit, continueToken);
    }

    @Override
    public ApiResult<ObjectNode> listMetadata(Selection selection, int limit, String continueToken) {
        return api.listMetadata(selection, limit, continueToken);
    }

    @Override
    public Subscription watch(Selection selection, String resourceVersion, WatchListener listener) {
        return api.watch(selection, resourceVersion, listener);
    }

    @Override
    public ClusterApi impersonating(String user) {
        return new RecordedCluster(api.impersonating(user), entries);
    }

    @Override
    public boolean isImpersonating() {
        return api.isImpersonating();
    }

    @Override
    public ApiResult<ObjectNode> reviewRights(String namespace) {
        return api.reviewRights(namespace);
    }

    @Override
    public ApiResult<String> log(ObjectRef pod, String container, int lines, int bytes) {
        return api.log(pod, container, lines, bytes);
    }

    @Override
    public ApiResult<ObjectNode> discover(String path) {
        return api.discover(path);
    }
}
