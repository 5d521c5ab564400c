package dev.capstan.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.health.HealthRules;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Optional;

/** Objects of any kind, as they are in the cluster, and whether they are well. */
public final class LiveObjects {

    private final ClusterApi api;
    private final ResourceCatalog catalog;
    private final HealthAssessor health = HealthRules.flux();
    private final Clock clock = Clock.systemUTC();

    private LiveObjects(ClusterApi api) {
        this.api = api;
        this.catalog = new ResourceCatalog(api, clock);
    }

    /** With the rights of that client, which must outlive this. */
    public static LiveObjects of(KubernetesClient client) {
        return new LiveObjects(Fabric8ClusterApi.of(client));
    }

    /**
     * An object, or why there is none.
     *
     * @param object the whole object; empty when it is not there or cannot be seen
     * @param status in one word: Current, InProgress, Failed, NotFound, Unknown, ...
     * @param message more about it; may be empty
     */
    public record Sight(Optional<ObjectNode> object, String status, String message) {}

    /** How the kinds of the cluster are served. */
    public ResourceCatalog catalog() {
        return catalog;
    }

    /**
     * Looks at an object.
     *
     * @param version the version of its API that is preferred
     */
    public Sight see(ObjectId id, String version) {
        return switch (catalog.findAnyVersion(id.group(), id.kind(), version)) {
            case ResourceCatalog.Served(var type) ->
                see(new ObjectRef(type, type.isNamespaced() ? id.namespace() : "", id.name()));
            case ResourceCatalog.NotServed() ->
                new Sight(Optional.empty(), "NotFound", "the cluster does not know its kind");
            case ResourceCatalog.Undecided(var why) -> new Sight(Optional.empty(), "Unknown", why);
        };
    }

    private Sight see(ObjectRef ref) {
        return switch (api.get(ref)) {
            case ApiResult.Ok<ObjectNode>(var object, var _) -> {
                Health judged = health.assess(object, clock.instant());
                yield new Sight(Optional.of(object), judged.status().word(), judged.message());
            }
            case ApiResult.Refused<ObjectNode> refused
            when refused.isNotFound() -> new Sight(Optional.empty(), "NotFound", "");
            case ApiResult.Refused<ObjectNode> refused ->
                new Sight(
                        Optional.empty(),
                        "Unknown",
                        refused.code() == HttpURLConnection.HTTP_FORBIDDEN ? "you may not see it" : refused.message());
            case ApiResult.Unreachable<ObjectNode>(var what) -> new Sight(Optional.empty(), "Unknown", what);
        };
    }
}
