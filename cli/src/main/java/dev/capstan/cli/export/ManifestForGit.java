package dev.capstan.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** An object without its status and without what only the API server or a controller has written into it. */
final class ManifestForGit {

    /** An answer of the API server is read whatever its size. */
    private static final Limits LIMITS =
            new Limits(Integer.MAX_VALUE, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());

    private static final List<String> METADATA = List.of("name", "namespace", "labels", "annotations");

    /** Requests, and what others keep in annotations for themselves. */
    private static final Set<String> TRANSIENT = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            "reconcile.fluxcd.io/requestedAt",
            "argocd.argoproj.io/refresh",
            "argocd.argoproj.io/application-set-refresh",
            "reconcile.fluxcd.io/forceAt",
            "reconcile.fluxcd.io/resetAt",
            "capstan.dev/rollback",
            "capstan.dev/suspend-reason");

    private ManifestForGit() {}

    /** The manifest as YAML. */
    static String of(ToolkitObject object) {
        JsonNode whole = Serialization.jsonMapper().valueToTree(object.resource());
        ObjectNode manifest = Serialization.jsonMapper().createObjectNode();
        manifest.set("apiVersion", whole.path("apiVersion"));
        manifest.set("kind", whole.path("kind"));
        ObjectNode metadata = manifest.putObject("metadata");
        METADATA.forEach(field -> {
            if (whole.path("metadata").hasNonNull(field)) {
                metadata.set(field, whole.path("metadata").path(field));
            }
        });
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            annotations.remove(TRANSIENT);
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        whole.properties().stream()
                .filter(field -> !Set.of("apiVersion", "kind", "metadata", "status", "operation")
                        .contains(field.getKey()))
                .forEach(field -> manifest.set(field.getKey(), field.getValue()));
        byte[] json = manifest.toString().getBytes(StandardCharsets.UTF_8);
        return new String(YamlWriter.write(Json.read(object.title(), json, LIMITS)), StandardCharsets.UTF_8);
    }
}
