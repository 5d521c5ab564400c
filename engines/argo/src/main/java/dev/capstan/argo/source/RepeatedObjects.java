package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.project.ProjectResource;
import dev.capstan.argo.project.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Puts the objects of all sources together. Of an object that comes several times the last one stays, where it stands. Objects in
 * namespaces that name none get that of the destination; objects of the cluster lose theirs.
 */
public final class RepeatedObjects {
    /** The type of the condition by which repetitions are shown. */
    public static final String CONDITION = "RepeatedResourceWarning";

    private RepeatedObjects() {}

    /**
     * What putting together gives.
     *
     * @param warnings one for each object that came several times
     */
    public record Combined(List<Manifest> manifests, List<String> warnings) {
        /** Copies the lists. */
        public Combined {
            manifests = List.copyOf(manifests);
            warnings = List.copyOf(warnings);
        }
    }

    private record Key(String group, String kind, String namespace, String name) {
        @Override
        public String toString() {
            return group + "/" + kind + "/" + namespace + "/" + name;
        }
    }

    /**
     * Puts objects together.
     *
     * @param manifests of all sources, in their order
     * @param namespace of the destination
     * @param scopes of a group and a kind
     */
    public static Combined combine(
            List<Manifest> manifests, String namespace, BiFunction<String, String, Scope> scopes) {
        Map<Key, Integer> counts = new LinkedHashMap<>();
        Map<Key, Manifest> last = new LinkedHashMap<>();
        for (int i = 0; i < manifests.size(); i++) {
            Manifest manifest = placed(manifests.get(i), namespace, scopes);
            Key key = key(manifest.object(), i);
            counts.merge(key, 1, Integer::sum);
            last.remove(key);
            last.put(key, manifest);
        }
        var warnings = new ArrayList<String>();
        counts.forEach((key, count) -> {
            if (count > 1) {
                warnings.add(key + " comes " + count + " times; the last one counts");
            }
        });
        return new Combined(List.copyOf(last.values()), warnings);
    }

    private static Manifest placed(Manifest manifest, String namespace, BiFunction<String, String, Scope> scopes) {
        ProjectResource resource = ProjectResource.of(manifest.object(), Scope.UNKNOWN, "");
        Scope scope = scopes.apply(resource.group(), resource.kind());
        boolean loses = scope == Scope.CLUSTER && !resource.namespace().isEmpty();
        boolean gains = scope != Scope.CLUSTER && resource.namespace().isEmpty() && !namespace.isEmpty();
        if (!loses && !gains || !(manifest.object() instanceof ObjectNode object)) {
            return manifest;
        }
        ObjectNode changed = copy(object);
        ObjectNode metadata = object.path("metadata") instanceof ObjectNode present
                ? copy(present)
                : JsonNodeFactory.instance.objectNode();
        changed.set("metadata", metadata);
        if (gains) {
            metadata.put("namespace", namespace);
        } else {
            metadata.remove("namespace");
        }
        return new Manifest(changed, manifest.file(), manifest.line());
    }

    /** With the same children: nobody changes objects of a source, and the two are kept beside each other. */
    private static ObjectNode copy(ObjectNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(object);
        return copy;
    }

    private static Key key(JsonNode object, int place) {
        ProjectResource resource = ProjectResource.of(object, Scope.UNKNOWN, "");
        String generated = object.path("metadata").path("generateName").asText("");
        boolean isGenerated = resource.name().isEmpty() && !generated.isEmpty();
        String name = isGenerated ? generated + place : resource.name();
        return new Key(resource.group(), resource.kind(), resource.namespace(), name);
    }
}
