package dev.capstan.application.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One object in a tree: what it is, whose it is, how it is; nothing of what it holds. */
final class TreeNode {
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private TreeNode() {}

    /** A live object. */
    static ObjectNode of(JsonNode live, Optional<Health> health, List<String> images) {
        JsonNode metadata = live.path("metadata");
        ObjectNode node = reference(live);
        ArrayNode parents = JsonNodeFactory.instance.arrayNode();
        metadata.path("ownerReferences").forEach(owner -> parents.add(parent(owner, metadata)));
        if (!parents.isEmpty()) {
            node.set("parentRefs", parents);
        }
        ArrayNode info = info(live);
        if (!info.isEmpty()) {
            node.set("info", info);
        }
        put(node, "resourceVersion", metadata.path("resourceVersion").asText(""));
        if (!images.isEmpty()) {
            images.forEach(node.withArray("images")::add);
        }
        health.ifPresent(it -> health(node, it));
        put(node, "createdAt", metadata.path("creationTimestamp").asText(""));
        return node;
    }

    /** An object that is wanted and not there. */
    static ObjectNode missing(JsonNode target) {
        ObjectNode node = reference(target);
        node.remove("uid");
        health(node, Health.MISSING);
        return node;
    }

    /** Images of a Pod. */
    static List<String> images(JsonNode pod) {
        List<String> images = new ArrayList<>();
        for (String list : List.of("initContainers", "containers")) {
            pod.path("spec").path(list).forEach(container -> {
                String image = container.path("image").asText("");
                if (!image.isEmpty() && !images.contains(image)) {
                    images.add(image);
                }
            });
        }
        return images;
    }

    private static ObjectNode reference(JsonNode object) {
        Metadata metadata = Metadata.of(object);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        put(node, "group", metadata.group());
        put(node, "version", metadata.version());
        put(node, "kind", metadata.kind());
        put(node, "namespace", metadata.namespace());
        put(node, "name", metadata.name());
        put(node, "uid", object.path("metadata").path("uid").asText(""));
        return node;
    }

    /** Owners are in the namespace of what they own, or in none; a node without one has the other's key in no tree, and is shown beside it. */
    private static ObjectNode parent(JsonNode owner, JsonNode ofOwned) {
        ObjectNode parent = JsonNodeFactory.instance.objectNode();
        String version = owner.path("apiVersion").asText("");
        int slash = version.indexOf('/');
        put(parent, "group", slash < 0 ? "" : version.substring(0, slash));
        put(parent, "kind", owner.path("kind").asText(""));
        put(parent, "namespace", ofOwned.path("namespace").asText(""));
        put(parent, "name", owner.path("name").asText(""));
        put(parent, "uid", owner.path("uid").asText(""));
        return parent;
    }

    private static void health(ObjectNode node, Health health) {
        ObjectNode entry =
                node.putObject("health").put("status", health.status().word());
        put(entry, "message", health.message());
    }

    private static ArrayNode info(JsonNode live) {
        ArrayNode info = JsonNodeFactory.instance.arrayNode();
        Metadata metadata = Metadata.of(live);
        metadata.annotation(REVISION)
                .filter(_ -> metadata.isKind("apps", "ReplicaSet"))
                .ifPresent(revision -> info.add(item("Revision", "Rev:" + revision)));
        if (metadata.isKind("", "Pod")) {
            info.add(item("Status Reason", reason(live.path("status"))));
            JsonNode containers = live.path("status").path("containerStatuses");
            long ready = 0;
            for (JsonNode container : containers) {
                ready += container.path("ready").asBoolean() ? 1 : 0;
            }
            info.add(item(
                    "Containers",
                    ready + "/" + live.path("spec").path("containers").size()));
        }
        return info;
    }

    /** Why a container waits or has ended, else the reason or the phase of the pod. */
    private static String reason(JsonNode status) {
        for (JsonNode container : status.path("containerStatuses")) {
            for (String state : List.of("waiting", "terminated")) {
                String reason =
                        container.path("state").path(state).path("reason").asText("");
                if (!reason.isEmpty()) {
                    return reason;
                }
            }
        }
        String reason = status.path("reason").asText("");
        return reason.isEmpty() ? status.path("phase").asText("") : reason;
    }

    private static ObjectNode item(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
    }

    private static void put(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
