package dev.capstan.helm.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.Selection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A cluster as a process sees it that is killed at one of its requests: before the API server gets it, or after it was
 * done and before the answer came. From then on the process does nothing any more.
 */
public final class MortalCluster implements ClusterApi {

    /** When the process dies. */
    public enum Death {
        BEFORE_THE_REQUEST,
        AFTER_THE_REQUEST
    }

    /** The process is dead. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        private Killed() {
            super("killed");
        }
    }

    private final ClusterApi cluster;
    private final int last;
    private final Death death;
    private final AtomicInteger requests = new AtomicInteger();

    /** @param last the request at which it dies, from 1; 0 for never */
    public MortalCluster(ClusterApi cluster, int last, Death death) {
        this.cluster = cluster;
        this.last = last;
        this.death = death;
    }

    /** How many requests there were. */
    public int requests() {
        return requests.get();
    }

    private <T> ApiResult<T> ask(Supplier<ApiResult<T>> request) {
        int number = requests.incrementAndGet();
        if (last > 0 && (number > last || (number == last && death == Death.BEFORE_THE_REQUEST))) {
            throw new Killed();
        }
        ApiResult<T> answer = request.get();
        if (number == last) {
            throw new Killed();
        }
        return answer;
    }

    @Override
    public ApiResult<ObjectNode> apply(ObjectRef object, ObjectNode content, ApplyOptions options) {
        return ask(() -> cluster.apply(object, content, options));
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
