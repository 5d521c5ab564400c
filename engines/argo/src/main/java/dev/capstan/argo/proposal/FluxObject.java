package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Builds objects. */
final class FluxObject {
    private static final String SOURCE = "source.toolkit.fluxcd.io/v1";

    private FluxObject() {}

    /** A repository or a registry. */
    static ObjectNode source(String kind, String namespace, String name) {
        return object(SOURCE, kind, namespace, name);
    }

    static ObjectNode kustomization(String namespace, String name) {
        return object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", namespace, name);
    }

    static ObjectNode release(String namespace, String name) {
        return object("helm.toolkit.fluxcd.io/v2", "HelmRelease", namespace, name);
    }

    static ObjectNode configMap(String namespace, String name, String key, String value) {
        ObjectNode object = object("v1", "ConfigMap", namespace, name);
        object.putObject("data").put(key, value);
        return object;
    }

    /** A namespace that nothing of Flux prunes. */
    static ObjectNode namespace(String name, Map<String, String> labels, Map<String, String> annotations) {
        ObjectNode object = object("v1", "Namespace", "", name);
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        if (!labels.isEmpty()) {
            labels.forEach(metadata.putObject("labels")::put);
        }
        ObjectNode all = metadata.putObject("annotations");
        annotations.forEach(all::put);
        all.put("kustomize.toolkit.fluxcd.io/prune", "disabled");
        return object;
    }

    /** A folder of a repository, as Flux writes it. */
    static String path(String path) {
        return "./" + path.replaceFirst("^(\\./)+", "").replaceFirst("^\\.$", "");
    }

    private static ObjectNode object(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion);
        object.put("kind", kind);
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return object;
    }
}
