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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lists namespaces by the metadata of their objects, kind by kind, at most once in a while. */
public final class ListedNamespaces implements NamespaceContents {
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
    private final Duration kept;
    private final ConcurrentMap<Place, Kept> answers = new ConcurrentHashMap<>();

    private record Place(String server, String namespace) {}

    private record Answer(Listing listing, Instant until) {
        boolean countsAt(Instant now) {
            return now.isBefore(until);
        }
    }

    /** The last answer about one namespace. Who wants the same waits for it, who wants another does not. */
    private static final class Kept {
        private final ReentrantLock listing = new ReentrantLock();
        private volatile Optional<Answer> last = Optional.empty();

        boolean isOutdated(Instant now) {
            return last.filter(answer -> !answer.countsAt(now)).isPresent();
        }

        Answer at(Instant now, Duration kept, Supplier<Listing> list) {
            listing.lock();
            try {
                Answer answer = last.filter(known -> known.countsAt(now))
                        .orElseGet(() -> new Answer(list.get(), now.plus(kept)));
                last = Optional.of(answer);
                return answer;
            } finally {
                listing.unlock();
            }
        }
    }

    /** @param kept how long an answer is given again */
    public ListedNamespaces(ClusterConnections connections, Clock clock, Duration kept) {
        this.connections = connections;
        this.clock = clock;
        this.kept = kept;
    }

    @Override
    public Listing of(Cluster cluster, String namespace) {
        Instant now = clock.instant();
        answers.values().removeIf(kept -> kept.isOutdated(now));
        if (answers.size() > MOST_NAMESPACES) {
            answers.clear();
        }
        return answers.computeIfAbsent(new Place(cluster.server(), namespace), none -> new Kept())
                .at(now, kept, () -> list(cluster, namespace))
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
                Optional<String> trouble = list(connection, type, namespace, objects);
                if (trouble.isPresent()) {
                    return new Listing.Unknown(trouble.get());
                }
            }
        }
        return everything.types().isEmpty()
                ? new Listing.Unknown(everything.gap().orElse("the cluster serves no kinds"))
                : new Listing.Objects(objects);
    }

    /**
     * Kinds that must not be listed are passed over: nobody can say of their objects that they are orphans. A cluster that does not
     * answer is not asked for the next kind.
     *
     * @return what is wrong with the cluster; empty when it answered
     */
    private static Optional<String> list(
            ClusterConnection connection, ResourceType type, String namespace, List<ObjectNode> objects) {
        Optional<String> token = Optional.of("");
        while (token.isPresent() && objects.size() < MOST_OBJECTS) {
            ApiResult<ObjectNode> page =
                    connection.api().listMetadata(new Selection(type, namespace, "", ""), PAGE, token.get());
            switch (page) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    ok.value().path("items").forEach(item -> objects.add(shortened(type, item)));
                    token = Optional.of(ok.value().at("/metadata/continue").asText(""))
                            .filter(next -> !next.isEmpty());
                }
                case ApiResult.Refused<ObjectNode> _ -> token = Optional.empty();
                case ApiResult.Unreachable<ObjectNode> unreachable -> {
                    return Optional.of(unreachable.what());
                }
            }
        }
        return Optional.empty();
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
