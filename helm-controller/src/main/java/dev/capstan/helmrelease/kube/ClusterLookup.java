package dev.capstan.helmrelease.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applier.identity.TargetParts;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.helm.ObjectLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers {@code lookup} with the rights of the release's account: what that may not see is refused, and ends the rendering. */
final class ClusterLookup implements ObjectLookup {

    private static final int PAGE = 500;

    /** A list that is longer would be held in memory whole, for each rendering. */
    private static final int MOST = 10_000;

    private final TargetParts cluster;

    ClusterLookup(TargetParts cluster) {
        this.cluster = cluster;
    }

    @Override
    public Answer find(String apiVersion, String kind, String namespace, String name) {
        return switch (cluster.catalog().find(ResourceKind.of(apiVersion, kind))) {
            case ResourceCatalog.NotServed() ->
                new Answer.Refused(
                        "unable to get apiresource from unstructured: %s, Kind=%s: the cluster serves no such kind"
                                .formatted(apiVersion, kind));
            case ResourceCatalog.Undecided(var why) -> new Answer.Refused(why);
            case ResourceCatalog.Served(var type) ->
                name.isEmpty() ? list(type, namespace) : get(type, namespace, name);
        };
    }

    private Answer get(ResourceType type, String namespace, String name) {
        return switch (cluster.api().get(new ObjectRef(type, type.isNamespaced() ? namespace : "", name))) {
            case ApiResult.Ok<ObjectNode>(var object, var _) -> new Answer.Found(map(object));
            case ApiResult.Refused<ObjectNode> refused -> refused(refused);
            case ApiResult.Unreachable<ObjectNode>(var what) -> new Answer.Refused(what);
        };
    }

    private Answer list(ResourceType type, String namespace) {
        var selection = new Selection(type, type.isNamespaced() ? namespace : "", "", "");
        ObjectNode first = null;
        ArrayNode items = null;
        String next = "";
        do {
            switch (cluster.api().list(selection, PAGE, next)) {
                case ApiResult.Ok<ObjectNode>(var page, var _) -> {
                    if (first == null || items == null) {
                        first = page;
                        items = page.withArray("items");
                    } else {
                        items.addAll(page.withArray("items"));
                    }
                    next = page.path("metadata").path("continue").asText("");
                }
                case ApiResult.Refused<ObjectNode> refused -> {
                    return refused(refused);
                }
                case ApiResult.Unreachable<ObjectNode>(var what) -> {
                    return new Answer.Refused(what);
                }
            }
        } while (!next.isEmpty() && items.size() < MOST);
        return next.isEmpty()
                ? new Answer.Found(map(first))
                : new Answer.Refused("there are more than %d objects of the kind %s; look them up by namespace"
                        .formatted(MOST, type.kind().kind()));
    }

    private static Answer refused(ApiResult.Refused<ObjectNode> refused) {
        return refused.isNotFound() ? new Answer.Absent() : new Answer.Refused(refused.message());
    }

    private static Map<String, @Nullable Object> map(JsonNode object) {
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(object.size());
        object.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
        return map;
    }

    /** As Go's client reads objects: whole numbers stay whole. */
    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> map(value);
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>(value.size());
                value.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case STRING -> value.textValue();
            case NUMBER ->
                value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : value.doubleValue();
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING -> null;
            case BINARY, POJO -> throw new IllegalArgumentException("not JSON: " + value.getNodeType());
        };
    }
}
