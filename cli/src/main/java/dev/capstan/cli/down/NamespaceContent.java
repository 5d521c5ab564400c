package dev.capstan.cli.down;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is in a namespace but for what every namespace has: whoever deletes a namespace deletes all of it. */
final class NamespaceContent {

    private static final Set<String> OF_EVERY_NAMESPACE =
            Set.of("ConfigMap/kube-root-ca.crt", "ServiceAccount/default");

    private final KubernetesClient client;
    private final String namespace;

    NamespaceContent(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The first object that is found, as {@code Kind/name}; empty when there is none. */
    Optional<String> first() {
        for (String version : versions()) {
            for (APIResource kind : kinds(version)) {
                boolean isListed = Boolean.TRUE.equals(kind.getNamespaced())
                        && kind.getVerbs().contains("list")
                        && !kind.getKind().equals("Event");
                Optional<String> found = isListed ? first(version, kind) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private List<APIResource> kinds(String version) {
        return Optional.ofNullable(client.getApiResources(version)) // null for a version that has just gone
                .map(APIResourceList::getResources)
                .orElse(List.of());
    }

    private List<String> versions() {
        List<String> versions = new ArrayList<>(List.of("v1"));
        for (APIGroup group : client.getApiGroups().getGroups()) {
            versions.add(group.getPreferredVersion().getGroupVersion());
        }
        return versions;
    }

    private Optional<String> first(String groupVersion, APIResource kind) {
        int slash = groupVersion.indexOf('/');
        var context = new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : groupVersion.substring(0, slash))
                .withVersion(groupVersion.substring(slash + 1))
                .withKind(kind.getKind())
                .withPlural(kind.getName())
                .withNamespaced(true)
                .build();
        try {
            return client.genericKubernetesResources(context).inNamespace(namespace).list().getItems().stream()
                    .map((GenericKubernetesResource object) ->
                            kind.getKind() + "/" + object.getMetadata().getName())
                    .filter(object -> !OF_EVERY_NAMESPACE.contains(object))
                    .findFirst();
        } catch (KubernetesClientException gone) {
            if (gone.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    || gone.getCode() == HttpURLConnection.HTTP_BAD_METHOD) {
                return Optional.empty(); // a definition that is being removed
            }
            throw gone;
        }
    }
}
