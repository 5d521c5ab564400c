package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.tracking.Tracking;
import java.util.List;
import java.util.function.Predicate;

/**
 * As much of a live object as decides whose it is and what its annotations ask for. It stands for the object where nobody needs the whole
 * of it, so that an unchanged object need not be unpacked.
 */
final class Skeleton {
    private static final List<String> ANNOTATIONS = List.of("argocd.argoproj.io/", "helm.sh/", ForeignOwner.TAKEOVER);

    private Skeleton() {}

    /** That of a live object. */
    static ObjectNode of(ObjectNode live, Tracking tracking) {
        ObjectNode skeleton = JsonNodeFactory.instance.objectNode();
        copy(live, skeleton, "apiVersion");
        copy(live, skeleton, "kind");
        if (live.get("metadata") instanceof ObjectNode metadata) {
            ObjectNode kept = skeleton.putObject("metadata");
            List.of("name", "namespace", "deletionTimestamp", "finalizers", "ownerReferences")
                    .forEach(field -> copy(metadata, kept, field));
            keep(metadata, kept, "annotations", key -> ANNOTATIONS.stream().anyMatch(key::startsWith));
            List<String> labels = ForeignOwner.labels();
            keep(metadata, kept, "labels", key -> labels.contains(key) || key.equals(tracking.labelKey()));
        }
        return skeleton;
    }

    private static void keep(ObjectNode metadata, ObjectNode kept, String field, Predicate<String> isKept) {
        if (metadata.get(field) instanceof ObjectNode texts) {
            ObjectNode some = JsonNodeFactory.instance.objectNode();
            texts.properties().stream()
                    .filter(entry -> isKept.test(entry.getKey()))
                    .forEach(entry -> some.set(entry.getKey(), entry.getValue()));
            if (!some.isEmpty()) {
                kept.set(field, some);
            }
        }
    }

    private static void copy(ObjectNode from, ObjectNode to, String field) {
        JsonNode value = from.get(field);
        if (value != null) {
            to.set(field, value);
        }
    }
}
