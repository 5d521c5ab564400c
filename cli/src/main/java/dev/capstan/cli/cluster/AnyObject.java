package dev.capstan.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds objects of any kind by the words that people use. */
public final class AnyObject {

    private final KubernetesClient client;
    private final LiveObjects live;
    private final Optional<String> namespace;

    /** @param namespace the only one to look in; empty for all */
    public AnyObject(KubernetesClient client, LiveObjects live, Optional<String> namespace) {
        this.client = client;
        this.live = live;
        this.namespace = namespace;
    }

    /**
     * The object.
     *
     * @param kind of the toolkit or of the cluster, by any of its names
     * @throws CommandFailure when there is none, or more than one
     */
    public ObjectNode called(String kind, String name) {
        Optional<ToolkitKind> known = ToolkitKind.called(kind);
        if (known.isPresent()) {
            return json(
                    new ToolkitObjects(client, namespace).one(known.get(), name).resource());
        }
        ResourceType type = new AnyKinds(live.catalog()).called(kind);
        List<GenericKubernetesResource> found = find(type, name);
        return switch (found.size()) {
            case 1 -> json(found.getFirst());
            case 0 ->
                throw new CommandFailure("There is no %s named %s%s"
                        .formatted(
                                type.kind().kind(),
                                name,
                                type.isNamespaced()
                                        ? namespace
                                                .map(" in namespace "::concat)
                                                .orElse(" in any namespace")
                                        : ""));
            default ->
                throw new CommandFailure("%ss named %s are in several namespaces; choose one with --namespace: %s"
                        .formatted(
                                type.kind().kind(),
                                name,
                                found.stream()
                                        .map(object -> object.getMetadata().getNamespace())
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
        };
    }

    private List<GenericKubernetesResource> find(ResourceType type, String name) {
        var resources = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(type.kind().group())
                .withVersion(type.kind().version())
                .withKind(type.kind().kind())
                .withPlural(type.plural())
                .withNamespaced(type.isNamespaced())
                .build());
        try {
            if (type.isNamespaced() && namespace.isEmpty()) {
                return resources
                        .inAnyNamespace()
                        .withField("metadata.name", name)
                        .list()
                        .getItems();
            }
            GenericKubernetesResource one = (type.isNamespaced()
                            ? resources.inNamespace(namespace.get()).withName(name)
                            : resources.withName(name))
                    .get();
            return one == null ? List.of() : List.of(one);
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(
                    refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                            ? "You may not see %s%s"
                                    .formatted(
                                            type.plural(),
                                            namespace
                                                    .map(" in namespace "::concat)
                                                    .orElse(" in all namespaces; name one with --namespace"))
                            : "%s %s cannot be read: %s".formatted(type.kind().kind(), name, refusal.getMessage()),
                    refusal);
        }
    }

    private static ObjectNode json(GenericKubernetesResource object) {
        return Serialization.jsonMapper().valueToTree(object);
    }

    /** Which object it is. */
    public static ObjectId id(ObjectNode object) {
        ResourceKind kind = ResourceKind.of(
                object.path("apiVersion").asText(""), object.path("kind").asText(""));
        return new ObjectId(
                kind.group(),
                kind.kind(),
                object.path("metadata").path("namespace").asText(""),
                object.path("metadata").path("name").asText(""));
    }

    /** Kind, namespace and name, as messages name objects of the toolkit. */
    public static String title(ObjectId id) {
        return id.kind() + " " + (id.namespace().isEmpty() ? "" : id.namespace() + "/") + id.name();
    }
}
