package dev.capstan.cli.logs;

import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods of the controllers, found by the labels that every installation has. */
final class ControllerPods {

    private static final String PART_OF = "app.kubernetes.io/part-of";
    private static final String CONTAINER = "manager";

    private final KubernetesClient client;
    private final Optional<String> place;

    /** @param place the namespace that the controllers run in; empty when it is to be found out */
    ControllerPods(KubernetesClient client, Optional<String> place) {
        this.client = client;
        this.place = place;
    }

    /**
     * Pods of one controller.
     *
     * @param controller its name
     * @param namespace where it runs
     * @param labels what its pods have
     */
    record Group(String controller, String namespace, Map<String, String> labels) {
        Group {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * The controllers.
     *
     * @throws CommandFailure when there are none, or when they may not be seen
     */
    List<Group> groups() {
        List<Deployment> deployments;
        try {
            var all = client.apps().deployments();
            deployments = (place.isEmpty() ? all.inAnyNamespace() : all.inNamespace(place.get()))
                    .withLabel(PART_OF, "flux")
                    .list()
                    .getItems();
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(
                    refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                            ? "You may not list the Deployments of the controllers%s"
                                    .formatted(place.isEmpty() ? "; name their namespace with --flux-namespace" : "")
                            : "The Deployments of the controllers cannot be listed: " + refusal.getMessage(),
                    refusal);
        }
        if (deployments.isEmpty()) {
            throw new CommandFailure(
                    "There are no pods of controllers%s: no Deployment has the label %s=flux. Controllers that run in `capstan up`, in `capstan demo` or as a process of their own have none: their log is what that process writes"
                            .formatted(place.map(" in the namespace "::concat).orElse(" in this cluster"), PART_OF));
        }
        return deployments.stream()
                .map(deployment -> new Group(
                        deployment.getMetadata().getName(),
                        deployment.getMetadata().getNamespace(),
                        deployment.getSpec().getSelector().getMatchLabels()))
                .toList();
    }

    /** The pods that there are now. */
    List<Pod> pods(Group group) {
        return client.pods()
                .inNamespace(group.namespace())
                .withLabels(group.labels())
                .list()
                .getItems();
    }

    /** The container that writes the log. */
    static String container(Pod pod) {
        List<String> names = new ArrayList<>();
        for (Container container : pod.getSpec().getContainers()) {
            names.add(container.getName());
        }
        return names.contains(CONTAINER) || names.isEmpty() ? CONTAINER : names.getFirst();
    }

    /** Identity of the container that runs now; empty when none has started yet. */
    static Optional<String> running(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container(pod)))
                .filter(status -> status.getState() != null && status.getState().getRunning() != null)
                .map(ContainerStatus::getContainerID)
                .map(id -> pod.getMetadata().getUid() + " " + id)
                .findFirst();
    }
}
