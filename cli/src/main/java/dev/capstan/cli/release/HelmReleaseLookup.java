package dev.capstan.cli.release;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds HelmReleases in a cluster. */
public final class HelmReleaseLookup {

    private final KubernetesClient client;
    private final Optional<String> namespace;

    /** @param namespace the only one to look in; empty for all */
    public HelmReleaseLookup(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * All of them, by namespace and name.
     *
     * @throws CommandFailure when the cluster does not know the kind, or does not show them
     */
    public List<HelmRelease> all() {
        try {
            var resources = client.resources(HelmRelease.class);
            return (namespace.isEmpty() ? resources.inAnyNamespace() : resources.inNamespace(namespace.get()))
                    .list().getItems().stream()
                            .sorted(Comparator.comparing((HelmRelease release) ->
                                            release.getMetadata().getNamespace())
                                    .thenComparing(
                                            release -> release.getMetadata().getName()))
                            .toList();
        } catch (KubernetesClientException e) {
            throw new CommandFailure(cause(e), e);
        }
    }

    private String cause(KubernetesClientException refusal) {
        return switch (refusal.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "This cluster does not know %s: their custom resource definitions are not installed"
                        .formatted(ToolkitKind.HELM_RELEASE.plural());
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "You may not list HelmReleases in %s%s"
                        .formatted(
                                namespace.map(it -> "the namespace " + it).orElse("all namespaces"),
                                namespace.isEmpty() ? "; name one with --namespace" : "");
            default -> "HelmReleases cannot be listed: " + refusal.getMessage();
        };
    }

    /**
     * The one with that name.
     *
     * @throws CommandFailure when there is none, or more than one, or when it cannot be read
     */
    public HelmRelease one(String name) {
        List<HelmRelease> found = all().stream()
                .filter(release -> release.getMetadata().getName().equals(name))
                .toList();
        return switch (found.size()) {
            case 1 -> readable(found.getFirst());
            case 0 ->
                throw new CommandFailure("There is no HelmRelease named %s in %s"
                        .formatted(name, namespace.map(it -> "namespace " + it).orElse("any namespace")));
            default ->
                throw new CommandFailure(
                        "HelmReleases named %s are in several namespaces; choose one with --namespace: %s"
                                .formatted(
                                        name,
                                        found.stream()
                                                .map(release ->
                                                        release.getMetadata().getNamespace())
                                                .collect(Collectors.joining(", "))));
        };
    }

    private static HelmRelease readable(HelmRelease release) {
        release.undecodable().ifPresent(problem -> {
            throw new CommandFailure("HelmRelease %s cannot be read: %s".formatted(release.key(), problem));
        });
        return release;
    }
}
