package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a generated Application must look like in the cluster, beside what others have set on the one that is there. */
final class WantedApplication {
    /** Annotations that others set, and that are never taken away. */
    private static final List<String> KEPT_ANNOTATIONS =
            List.of("notified.notifications.argoproj.io", "argocd.argoproj.io/refresh", "argocd.argoproj.io/hydrate");

    /** Finalizers of hooks that are never taken away, with what they are followed by. */
    private static final List<String> KEPT_FINALIZERS =
            List.of("pre-delete-finalizer.argocd.argoproj.io", "post-delete-finalizer.argocd.argoproj.io");

    private static final String METADATA = "metadata";
    private static final String ANNOTATIONS = "annotations";
    private static final String LABELS = "labels";
    private static final String FINALIZERS = "finalizers";
    private static final String OWNERS = "ownerReferences";
    private static final String OPERATION = "operation";

    private final JsonNode set;
    private final Set<String> annotations;
    private final Set<String> labels;

    WantedApplication(JsonNode set) {
        this.set = set;
        JsonNode preserved = set.path("spec").path("preservedFields");
        this.annotations = new LinkedHashSet<>(Fields.texts(preserved, ANNOTATIONS));
        annotations.addAll(KEPT_ANNOTATIONS);
        this.labels = Set.copyOf(Fields.texts(preserved, LABELS));
    }

    /** The object to create. */
    ObjectNode created(ObjectNode generated) {
        ObjectNode application = generated.deepCopy();
        ((ObjectNode) application.path(METADATA)).putArray(OWNERS).add(Ownership.reference(set));
        return application;
    }

    /** The parts of an Application that a set decides on, as they must be. */
    ObjectNode changed(ObjectNode generated, JsonNode live) {
        JsonNode there = live.path(METADATA);
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("name", Fields.text(there, "name"));
        setEntries(metadata, ANNOTATIONS, generated.path(METADATA), there, annotations);
        setEntries(metadata, LABELS, generated.path(METADATA), there, labels);
        setList(metadata, FINALIZERS, finalizers(generated.path(METADATA), there));
        setList(metadata, OWNERS, owners(there));
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.set(METADATA, metadata);
        wanted.set("spec", generated.path("spec").deepCopy());
        if (generated.has(OPERATION)) {
            wanted.set(OPERATION, generated.path(OPERATION).deepCopy());
        }
        return wanted;
    }

    /** The same parts as they are. */
    ObjectNode present(ObjectNode generated, JsonNode live) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("name", Fields.text(live.path(METADATA), "name"));
        for (String part : List.of(ANNOTATIONS, LABELS, FINALIZERS, OWNERS)) {
            JsonNode value = live.path(METADATA).path(part);
            if (value.isContainerNode() && !value.isEmpty()) {
                metadata.set(part, value.deepCopy());
            }
        }
        ObjectNode present = JsonNodeFactory.instance.objectNode();
        present.set(METADATA, metadata);
        present.set("spec", live.path("spec").deepCopy());
        if (generated.has(OPERATION) && live.has(OPERATION)) {
            present.set(OPERATION, live.path(OPERATION).deepCopy());
        }
        return present;
    }

    private static void setEntries(
            ObjectNode metadata, String part, JsonNode generated, JsonNode live, Set<String> kept) {
        ObjectNode entries =
                generated.path(part) instanceof ObjectNode own ? own.deepCopy() : JsonNodeFactory.instance.objectNode();
        kept.forEach(key -> {
            if (live.path(part).has(key)) {
                entries.set(key, live.path(part).path(key));
            }
        });
        if (!entries.isEmpty()) {
            metadata.set(part, entries);
        }
    }

    private static void setList(ObjectNode metadata, String part, ArrayNode list) {
        if (!list.isEmpty()) {
            metadata.set(part, list);
        }
    }

    private static ArrayNode finalizers(JsonNode generated, JsonNode live) {
        Set<String> finalizers = new LinkedHashSet<>(Fields.texts(generated, FINALIZERS));
        Fields.texts(live, FINALIZERS).stream()
                .filter(finalizer -> KEPT_FINALIZERS.stream().anyMatch(finalizer::startsWith))
                .forEach(finalizers::add);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        finalizers.forEach(list::add);
        return list;
    }

    private ArrayNode owners(JsonNode live) {
        ObjectNode own = Ownership.reference(set);
        ArrayNode owners = JsonNodeFactory.instance.arrayNode();
        boolean isThere = false;
        for (JsonNode owner : Fields.elements(live, OWNERS)) {
            boolean isOwn = Ownership.isReferenceTo(set, owner);
            owners.add(isOwn ? own : owner);
            isThere |= isOwn;
        }
        return isThere ? owners : owners.add(own);
    }
}
