package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.ObjectKey;
import java.util.Map;
import java.util.Optional;

/**
 * The destination's namespace, for {@code CreateNamespace=true} and {@code managedNamespaceMetadata}.
 *
 * @param name empty when the application has no namespace
 * @param live the namespace as it is in the cluster
 * @param metadata labels and annotations that it shall have; empty when they are not managed
 */
public record NamespaceRequest(String name, Optional<ObjectNode> live, Optional<ManagedMetadata> metadata) {

    /** {@code syncPolicy.managedNamespaceMetadata}. */
    public record ManagedMetadata(Map<String, String> labels, Map<String, String> annotations) {
        public ManagedMetadata {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    /** An application that has no namespace of its own. */
    public static NamespaceRequest none() {
        return new NamespaceRequest("", Optional.empty(), Optional.empty());
    }

    /**
     * The manifest of the namespace. Managed metadata are applied by server-side apply, so that labels and annotations of
     * others stay.
     */
    public ObjectNode manifest() {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode();
        namespace.put("apiVersion", "v1").put("kind", "Namespace");
        ObjectNode meta = namespace.putObject("metadata").put("name", name);
        metadata.ifPresent(managed -> {
            ObjectNode labels = meta.putObject("labels");
            managed.labels().forEach(labels::put);
            ObjectNode annotations = meta.putObject("annotations");
            managed.annotations().forEach(annotations::put);
            annotations.put(SyncOptions.ANNOTATION, "ServerSideApply=true");
        });
        return namespace;
    }

    /** The task that makes it, unless it is there and nobody manages it. */
    Optional<SyncTask> task() {
        if (name.isEmpty() || (live.isPresent() && metadata.isEmpty())) {
            return Optional.empty();
        }
        ObjectKey key = new ObjectKey("", "Namespace", "", name);
        return Optional.of(SyncTask.of(key, SyncPhase.PRE_SYNC, Optional.of(manifest()), live, true));
    }
}
