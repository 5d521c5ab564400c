package dev.capstan.kustomize.resource;

import dev.capstan.kustomize.node.Node;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Annotations with a meaning to kustomize. */
final class BuildAnnotations {
    static final String ORIGIN = "config.kubernetes.io/origin";
    static final String TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";

    static final String LOCAL_CONFIG = "config.kubernetes.io/local-config";

    /** Never part of a result. */
    static final Set<String> INTERNAL = Set.of(
            "internal.config.kubernetes.io/previousKinds",
            "internal.config.kubernetes.io/previousNames",
            "internal.config.kubernetes.io/prefixes",
            "internal.config.kubernetes.io/suffixes",
            "internal.config.kubernetes.io/previousNamespaces",
            "internal.config.kubernetes.io/allowNameChange",
            "internal.config.kubernetes.io/allowKindChange",
            "internal.config.kubernetes.io/refBy",
            "internal.config.kubernetes.io/generatorBehavior",
            "internal.config.kubernetes.io/needsHashSuffix",
            "internal.config.kubernetes.io/path",
            "internal.config.kubernetes.io/index",
            "internal.config.kubernetes.io/seqindent",
            "internal.config.kubernetes.io/id",
            "internal.config.kubernetes.io/annotations-migration-resource-id",
            "internal.config.kubernetes.io/helm-generated",
            "config.kubernetes.io/path",
            "config.kubernetes.io/index",
            "config.k8s.io/id");

    private static final String DOMAIN = "internal.config.kubernetes.io/";
    private static final String KINDS = DOMAIN + "previousKinds";
    private static final String NAMES = DOMAIN + "previousNames";
    private static final String NAMESPACES = DOMAIN + "previousNamespaces";

    /** Those that say who an object was. */
    static final Set<String> IDENTITIES = Set.of(KINDS, NAMES, NAMESPACES);

    private BuildAnnotations() {}

    /** Writes down who an object was, as kustomize does before it patches. */
    static void writeIdentities(Map<String, String> annotations, List<ResourceId> ids) {
        annotations.put(KINDS, joined(ids, id -> id.gvk().kind()));
        annotations.put(NAMES, joined(ids, ResourceId::name));
        annotations.put(NAMESPACES, joined(ids, ResourceId::effectiveNamespace));
    }

    private static String joined(List<ResourceId> ids, Function<ResourceId, String> part) {
        return ids.stream().map(part).collect(Collectors.joining(","));
    }

    static boolean hasNotes(Node annotations) {
        for (int i = 0; i < annotations.size(); i++) {
            if (annotations.key(i).text().startsWith(DOMAIN)) {
                return true;
            }
        }
        return false;
    }

    static List<String> values(Node annotations, String name) {
        Node value = annotations.get(DOMAIN + name);
        return value == null ? List.of() : List.of(value.text().split(",", -1));
    }

    static String list(List<OriginNote> notes) {
        YamlList list = YamlList.of(notes.stream().map(OriginNote::content).toList());
        return new String(YamlWriter.keepingKeyOrder().append(list).toBytes(), StandardCharsets.UTF_8);
    }
}
