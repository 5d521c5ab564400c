package dev.capstan.cli.inspection;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the workloads of an installation with their pods, events and claims. */
public final class NamespaceWorkloads {

    private final KubernetesClient client;
    private final String namespace;

    /** Those of a namespace. */
    public NamespaceWorkloads(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** How all of them are now, NATS first. */
    public List<WorkloadSnapshot> read() {
        List<Pod> pods = client.pods().inNamespace(namespace).list().getItems();
        List<Event> events = ifAllowed(
                () -> client.v1().events().inNamespace(namespace).list().getItems());
        List<PersistentVolumeClaim> claims = ifAllowed(() ->
                client.persistentVolumeClaims().inNamespace(namespace).list().getItems());
        return Stream.concat(
                        client
                                .apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .withLabel(Owners.PART_OF, Owners.FLUX)
                                .list()
                                .getItems()
                                .stream()
                                .map(set -> snapshot(set, matchLabels(set), pods, events, claims)),
                        client
                                .apps()
                                .deployments()
                                .inNamespace(namespace)
                                .withLabel(Owners.PART_OF, Owners.FLUX)
                                .list()
                                .getItems()
                                .stream()
                                .map(deployment -> snapshot(
                                        deployment,
                                        deployment.getSpec().getSelector().getMatchLabels(),
                                        pods,
                                        events,
                                        claims)))
                .toList();
    }

    private static Map<String, String> matchLabels(StatefulSet set) {
        return set.getSpec().getSelector().getMatchLabels();
    }

    private static WorkloadSnapshot snapshot(
            HasMetadata workload,
            Map<String, String> labels,
            List<Pod> pods,
            List<Event> events,
            List<PersistentVolumeClaim> claims) {
        return new WorkloadSnapshot(
                workload,
                pods.stream()
                        .filter(pod -> pod.getMetadata().getLabels() != null
                                && pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                        .toList(),
                events,
                claims);
    }

    /** Events and claims explain more; who may not see them learns less. */
    private static <T> List<T> ifAllowed(Supplier<List<T>> list) {
        try {
            return list.get();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw refusal;
        }
    }

    /** The version that a Deployment's image is tagged with. */
    static String tag(Deployment deployment) {
        String image = deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
        int colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : image;
    }
}
