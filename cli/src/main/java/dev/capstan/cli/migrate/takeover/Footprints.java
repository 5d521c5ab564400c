package dev.capstan.cli.migrate.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The footprints of objects that were applied, by inventory id. */
final class Footprints {

    private static final int PAGE = 500;

    private final ClusterApi api;
    private final ResourceCatalog catalog;

    private final Set<String> appliers;

    /** @param appliers field managers whose writes count */
    Footprints(KubernetesClient client, Set<String> appliers) {
        this.appliers = appliers;
        this.api = Fabric8ClusterApi.of(client);
        this.catalog = new ResourceCatalog(api, Clock.systemUTC());
    }

    /** What the inventories of those objects name. */
    static Set<ObjectId> recorded(List<ToolkitObject> appliers) {
        Set<ObjectId> ids = new TreeSet<>();
        for (ToolkitObject applier : appliers) {
            if (applier.field("spec", "kubeConfig") == null
                    && applier.field("status", "inventory", "entries") instanceof List<?> entries) {
                for (Object entry : entries) {
                    if (entry instanceof Map<?, ?> map) {
                        ObjectId.parse(String.valueOf(map.get("id")))
                                .filter(Footprints::isWorkload)
                                .ifPresent(ids::add);
                    }
                }
            }
        }
        return ids;
    }

    /** The objects of the toolkit themselves are asked to reconcile, which writes them. */
    static boolean isWorkload(ObjectId id) {
        return ToolkitKind.named(id.kind())
                .filter(kind -> kind.group().equals(id.group()))
                .isEmpty();
    }

    /** Their footprints now; those that are not there have none. */
    Map<String, Footprint> of(Set<ObjectId> ids) {
        Map<ResourceType, Set<ObjectId>> byType = new HashMap<>();
        for (ObjectId id : ids) {
            if (catalog.findAnyVersion(id.group(), id.kind(), "v1") instanceof ResourceCatalog.Served(var type)) {
                byType.computeIfAbsent(type, _ -> new TreeSet<>()).add(id);
            }
        }
        Map<String, Footprint> found = new TreeMap<>();
        byType.forEach((type, wanted) -> list(type).forEach(object -> {
            JsonNode metadata = object.path("metadata");
            ResourceKind kind = type.kind();
            var id = new ObjectId(
                    kind.group(),
                    kind.kind(),
                    metadata.path("namespace").asText(""),
                    metadata.path("name").asText(""));
            if (wanted.contains(id)) {
                found.put(id.inventoryId(), Footprint.of(object, appliers));
            }
        }));
        return found;
    }

    private List<ObjectNode> list(ResourceType type) {
        List<ObjectNode> objects = new ArrayList<>();
        String token = "";
        do {
            switch (api.list(new Selection(type, "", "", ""), PAGE, token)) {
                case ApiResult.Ok<ObjectNode>(var list, var _) -> {
                    list.path("items").forEach(item -> objects.add((ObjectNode) item));
                    token = list.path("metadata").path("continue").asText("");
                }
                case ApiResult.Refused<ObjectNode> refused ->
                    throw new CommandFailure("%s cannot be listed, the API server answered %d: %s"
                            .formatted(type.plural(), refused.code(), refused.message()));
                case ApiResult.Unreachable<ObjectNode>(var what) ->
                    throw new CommandFailure("%s cannot be listed: %s".formatted(type.plural(), what));
            }
        } while (!token.isEmpty());
        return objects;
    }
}
