package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads objects of a cluster. */
final class ObjectLister implements AutoCloseable {

    private final KubernetesClient client;
    private final Optional<String> namespace;
    private final Optional<String> name;

    /** Only objects of this namespace and with this name, where given. */
    ObjectLister(Path kubeconfig, Optional<String> namespace, Optional<String> name) {
        this.client = Kubernetes.connect(kubeconfig);
        this.namespace = namespace;
        this.name = name;
    }

    /**
     * The objects of a kind, by namespace and name.
     *
     * @param mayBeMissing whether a kind that the cluster does not serve simply has no objects
     */
    List<ObjectRow> list(ToolkitKind kind, boolean mayBeMissing) {
        try {
            return items(kind).stream()
                    .map(ToolkitObject::of)
                    .filter(object -> name.isEmpty() || name.get().equals(object.name()))
                    .map(ObjectRow::of)
                    .sorted(Comparator.comparing(ObjectRow::namespace).thenComparing(ObjectRow::name))
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            if (mayBeMissing) {
                return List.of();
            }
            throw new CommandFailure(
                    "This cluster does not know " + kind.plural()
                            + ": their custom resource definitions are not installed",
                    e);
        }
    }

    private List<GenericKubernetesResource> items(ToolkitKind kind) {
        var resources = client.genericKubernetesResources(kind.context());
        return (namespace.isEmpty()
                        ? resources.inAnyNamespace().list()
                        : resources.inNamespace(namespace.get()).list())
                .getItems();
    }

    @Override
    public void close() {
        client.close();
    }
}
