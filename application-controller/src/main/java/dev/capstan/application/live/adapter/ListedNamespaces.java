package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.argo.cluster.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Lists namespaces by the metadata of their objects, kind by kind, at most once in a while. */
public final class ListedNamespaces implements NamespaceContents {
    private static final Duration KEPT = Duration.ofMinutes(3);
    private static final int MOST_NAMESPACES = 1_000;
    private static final int MOST_OBJECTS = 5_000;
    private static final int PAGE = 500;
    /** What the cluster itself keeps there, and what is no object that anybody would apply. */
    private static final Set<String> PASSED_OVER = Set.of("Event", "Endpoints", "EndpointSlice", "Lease", "PodMetrics");

    private static final List<String> NOTED_ELSEWHERE =
            List.of("managedFields", "resourceVersion", "creationTimestamp");
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final ClusterConnections connections;
    private final Clock clock;
    private final ConcurrentMap<Place, Answer> answers = new ConcurrentHashMap<>();

    private record Place(String server, String namespace) {}

    private record Answer(Listing listing, Instant at) {}

    public ListedNamespaces(ClusterConnections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public Listing of(Cluster cluster, String namespace) {
        Instant now = clock.instant();
        if (answers.size() > MOST_NAMESPACES) {
            answers.clear();
        }
        return answers.compute(
                        new Place(cluster.server(), namespace),
                        (place, known) ->
                                known != null && now.isBefore(known.at().plus(KEPT))
                                        ? known
                                        : new Answer(list(cluster, namespace), now))
                .listing();
    }

    private Listing list(Cluster cluster, String namespace) {
        return switch (connections.to(cluster)) {
            case ClusterConnections.Connection.Refused(String why) -> new Listing.Unknown(why);
            case ClusterConnections.Connection.Made(ClusterConnection connection) -> list(connection, namespace);
        };
    }

    private static Listing list(ClusterConnection connection, String namespace) {
        ResourceCatalog.Everything everything = connection.catalog().everything();
        List<ObjectNode> objects = new ArrayList<>();
        Set<GroupKind> seen = ConcurrentHashMap.newKeySet();
        for (ResourceType type : everything.types()) {
            boolean isAsked = type.isNamespaced()
                    && !PASSED_OVER.contains(type.kind().kind())
                    && seen.add(new GroupKind(type.kind().group(), type.kind().kind()));
            if (isAsked && objects.size() < MOST_OBJECTS) {
                list(connection, type, namespace, objects);
            }
        }
        return everything.types().isEmpty()
                ? new Listing.Unknown(everything.gap().orElse("the cluster serves no kinds"))
                : new Listing.Objects(objects);
    }

    /** Kinds that must not be listed, or cannot, are passed over: nobody can say of their objects that they are orphans. */
    private static void list(
            ClusterConnection connection, ResourceType type, String namespace, List<ObjectNode> objects) {
        Optional<String> token = Optional.of("");
        while (token.isPresent() && objects.size() < MOST_OBJECTS) {
            ApiResult<ObjectNode> page =
                    connection.api().listMetadata(new Selection(type, namespace, "", ""), PAGE, token.get());
            if (!(page instanceof ApiResult.Ok<ObjectNode> ok)) {
                return;
            }
            ok.value().path("items").forEach(item -> objects.add(shortened(type, item)));
            token = Optional.of(ok.value().at("/metadata/continue").asText("")).filter(next -> !next.isEmpty());
        }
    }

    private static ObjectNode shortened(ResourceType type, JsonNode item) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", type.kind().apiVersion())
                .put("kind", type.kind().kind());
        if (item.get("metadata") instanceof ObjectNode metadata) {
            ObjectNode kept = metadata.deepCopy();
            kept.remove(NOTED_ELSEWHERE);
            if (kept.get("annotations") instanceof ObjectNode annotations) {
                annotations.remove(LAST_APPLIED);
            }
            object.set("metadata", kept);
        }
        return object;
    }
}
