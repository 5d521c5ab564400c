package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads objects of a cluster. */
final class ObjectLister implements AutoCloseable {

    private final KubernetesClient client;
    private final ObjectFilter filter;

    ObjectLister(Path kubeconfig, ObjectFilter filter) {
        this.client = Kubernetes.connect(kubeconfig);
        this.filter = filter;
    }

    /**
     * The objects of a kind, by namespace and name.
     *
     * @param mayBeMissing whether the cluster need not serve the kind
     * @return empty when it does not serve it
     */
    Optional<List<GenericKubernetesResource>> list(ToolkitKind kind, boolean mayBeMissing) {
        try {
            return Optional.of(items(kind).stream()
                    .filter(this::isAskedFor)
                    .sorted(Comparator.comparing((GenericKubernetesResource object) ->
                                    object.getMetadata().getNamespace())
                            .thenComparing(object -> object.getMetadata().getName()))
                    .toList());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            if (mayBeMissing) {
                return Optional.empty();
            }
            throw new CommandFailure(
                    "This cluster does not know " + kind.plural()
                            + ": their custom resource definitions are not installed",
                    e);
        }
    }

    private List<GenericKubernetesResource> items(ToolkitKind kind) {
        return selected(kind).list().getItems();
    }

    /** Whether the object is asked for. */
    boolean isAskedFor(GenericKubernetesResource object) {
        return filter.matches(object);
    }

    /** Watches the objects of a kind, those with other names as well; the caller starts and closes it. */
    SharedIndexInformer<GenericKubernetesResource> informer(ToolkitKind kind) {
        return selected(kind).runnableInformer(0);
    }

    private FilterWatchListDeletable<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            selected(ToolkitKind kind) {
        var resources = client.genericKubernetesResources(kind.context());
        var there = filter.namespace().isEmpty()
                ? resources.inAnyNamespace()
                : resources.inNamespace(filter.namespace().get());
        return filter.labels().isEmpty()
                ? there
                : there.withLabelSelector(filter.labels().get());
    }

    @Override
    public void close() {
        client.close();
    }
}
