package dev.capstan.application.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.application.live.NamespaceContents.Listing;
import dev.capstan.application.run.AskedComparison;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * The objects of an Application and what they own, as {@code argocd app resources} and its trees read them. What somebody owns is found in the
 * namespaces of the Application's objects by {@code ownerReferences}.
 */
final class ResourceTree {
    /** Each is asked for by itself. */
    private static final int MOST_OWNED = 500;

    private static final int MOST_NAMESPACES = 20;

    private final AskedComparison.Found found;
    private final NamespaceContents contents;
    private final ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    private final Set<String> seen = new HashSet<>();

    private ResourceTree(AskedComparison.Found found, NamespaceContents contents) {
        this.found = found;
        this.contents = contents;
    }

    /** The tree; asks the cluster. */
    static ObjectNode of(AskedComparison.Found found, NamespaceContents contents) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("nodes", new ResourceTree(found, contents).nodes());
        return tree;
    }

    private ArrayNode nodes() {
        Queue<String> owners = new ArrayDeque<>();
        Set<String> namespaces = new TreeSet<>();
        found.objects().get().forEach(object -> {
            if (object.live().isPresent()) {
                JsonNode live = object.live().get();
                nodes.add(TreeNode.of(live, object.health(), object.images()));
                seen.add(uid(live));
                owners.add(uid(live));
                namespaces.add(Metadata.of(live).namespace());
            } else {
                object.target().ifPresent(target -> nodes.add(TreeNode.missing(target)));
            }
        });
        namespaces.remove("");
        owned(owners, byOwner(namespaces));
        return nodes;
    }

    private void owned(Queue<String> owners, Map<String, List<ObjectNode>> byOwner) {
        int count = 0;
        while (!owners.isEmpty() && count < MOST_OWNED) {
            for (ObjectNode listed : byOwner.getOrDefault(owners.remove(), List.of())) {
                if (count < MOST_OWNED
                        && seen.add(uid(listed))
                        && found.isVisible().test(listed)) {
                    count++;
                    whole(listed).ifPresent(owned -> {
                        Optional<Health> health = found.health().assess(owned);
                        nodes.add(TreeNode.of(owned, health, TreeNode.images(owned)));
                        owners.add(uid(owned));
                    });
                }
            }
        }
    }

    /** The object as it is now; empty when it is gone. What cannot be told is shown as it was listed. */
    private Optional<ObjectNode> whole(ObjectNode listed) {
        return switch (found.live().find(ObjectKey.of(listed))) {
            case LiveLookup.Found(LiveObject object) -> Optional.of(object.content());
            case LiveLookup.Absent() -> Optional.empty();
            case LiveLookup.Unknown _ -> Optional.of(listed);
        };
    }

    private Map<String, List<ObjectNode>> byOwner(Set<String> namespaces) {
        Map<String, List<ObjectNode>> byOwner = new HashMap<>();
        namespaces.stream().limit(MOST_NAMESPACES).forEach(namespace -> {
            if (contents.of(found.cluster(), namespace) instanceof Listing.Objects(List<ObjectNode> objects)) {
                objects.forEach(object -> object.path("metadata")
                        .path("ownerReferences")
                        .forEach(owner -> byOwner.computeIfAbsent(
                                        owner.path("uid").asText(""), _ -> new ArrayList<>())
                                .add(object)));
            }
        });
        return byOwner;
    }

    private static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asText("");
    }
}
