package dev.capstan.cli.cluster;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.SimilarWords;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds and annotates objects of the toolkit, whatever their kind. */
public final class ToolkitObjects {

    private static final String FIELD_MANAGER = "capstan";

    private final KubernetesClient client;
    private final Optional<String> namespace;

    /** @param namespace the only one to look in; empty for all */
    public ToolkitObjects(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * All of a kind, by namespace and name.
     *
     * @throws CommandFailure when the cluster does not know the kind, or does not show it
     */
    public List<ToolkitObject> all(ToolkitKind kind) {
        try {
            var resources = client.genericKubernetesResources(kind.context());
            return (namespace.isEmpty() ? resources.inAnyNamespace() : resources.inNamespace(namespace.get()))
                    .list().getItems().stream()
                            .map(ToolkitObject::of)
                            .sorted(Comparator.comparing(ToolkitObject::namespace)
                                    .thenComparing(ToolkitObject::name))
                            .toList();
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(cause(kind, refusal), refusal);
        }
    }

    /** The same, none where the cluster does not know the kind. */
    public List<ToolkitObject> allIfServed(ToolkitKind kind) {
        try {
            return all(kind);
        } catch (CommandFailure refused) {
            if (refused.getCause() instanceof KubernetesClientException refusal
                    && refusal.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return List.of();
            }
            throw refused;
        }
    }

    private String cause(ToolkitKind kind, KubernetesClientException refusal) {
        return switch (refusal.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "This cluster does not know %s: their custom resource definitions are not installed"
                        .formatted(kind.plural());
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "You may not list %s in %s%s"
                        .formatted(
                                kind.plural(),
                                namespace.map(it -> "the namespace " + it).orElse("all namespaces"),
                                namespace.isEmpty() ? "; name one with --namespace" : "");
            default -> "%s cannot be listed: %s".formatted(kind.plural(), refusal.getMessage());
        };
    }

    /**
     * The one with that name.
     *
     * @throws CommandFailure when there is none, or more than one
     */
    public ToolkitObject one(ToolkitKind kind, String name) {
        if (namespace.isPresent()) {
            Optional<ToolkitObject> direct = inNamespace(kind, namespace.get(), name);
            if (direct.isPresent()) {
                return direct.get();
            }
        }
        List<ToolkitObject> all = all(kind);
        List<ToolkitObject> found =
                all.stream().filter(object -> object.name().equals(name)).toList();
        return switch (found.size()) {
            case 1 -> found.getFirst();
            case 0 -> throw new CommandFailure(nothing(kind, name, all));
            default ->
                throw new CommandFailure("%ss named %s are in several namespaces; choose one with --namespace: %s"
                        .formatted(
                                kind.kind(),
                                name,
                                found.stream().map(ToolkitObject::namespace).collect(Collectors.joining(", "))));
        };
    }

    private String nothing(ToolkitKind kind, String name, List<ToolkitObject> all) {
        String where = namespace.map(it -> "namespace " + it).orElse("any namespace");
        return "There is no %s named %s in %s".formatted(kind.kind(), name, where)
                + SimilarWords.nearest(
                                name, all.stream().map(ToolkitObject::name).toList())
                        .map(near -> ". Did you mean '" + near + "'?")
                        .orElse("");
    }

    /** An object of which namespace and name are known; empty when it is not there, or when the cluster does not know its kind. */
    public Optional<ToolkitObject> inNamespace(ToolkitKind kind, String where, String name) {
        try {
            return Optional.ofNullable(resource(kind, where, name).get()).map(ToolkitObject::of);
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(
                    "%s %s/%s cannot be read: %s".formatted(kind.kind(), where, name, refusal.getMessage()), refusal);
        }
    }

    /** The object as it is now. */
    public Resource<GenericKubernetesResource> resource(ToolkitObject object) {
        return resource(object.kind(), object.namespace(), object.name());
    }

    private Resource<GenericKubernetesResource> resource(ToolkitKind kind, String where, String name) {
        return client.genericKubernetesResources(kind.context())
                .inNamespace(where)
                .withName(name);
    }

    /**
     * Changes some fields.
     *
     * @param mergePatch a JSON merge patch
     * @throws CommandFailure when that is refused
     */
    public ToolkitObject patch(ToolkitObject object, String mergePatch) {
        try {
            return ToolkitObject.of(resource(object)
                    .patch(
                            new PatchContext.Builder()
                                    .withPatchType(PatchType.JSON_MERGE)
                                    .withFieldManager(FIELD_MANAGER)
                                    .build(),
                            mergePatch));
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(
                    switch (refusal.getCode()) {
                        case HttpURLConnection.HTTP_NOT_FOUND -> object.title() + " was deleted meanwhile";
                        case HttpURLConnection.HTTP_FORBIDDEN ->
                            "You may not change %s in the namespace %s: it needs the right to patch them"
                                    .formatted(object.kind().plural(), object.namespace());
                        default -> "%s cannot be changed: %s".formatted(object.title(), refusal.getMessage());
                    },
                    refusal);
        }
    }
}
