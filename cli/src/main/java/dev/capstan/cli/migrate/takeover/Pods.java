package dev.capstan.cli.migrate.takeover;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.terminal.Age;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops and awaits the pods of Deployments. */
final class Pods {

    private final KubernetesClient client;
    private final String namespace;
    private final Duration patience;

    Pods(KubernetesClient client, String namespace, Duration patience) {
        this.client = client;
        this.namespace = namespace;
        this.patience = patience;
    }

    /** Scales to nothing, and waits until the last pod is gone. One that is not there has no pods. */
    void stop(String deployment) {
        var resource = client.apps().deployments().inNamespace(namespace).withName(deployment);
        Deployment live = resource.get();
        if (live == null) {
            return;
        }
        if (!Integer.valueOf(0).equals(live.getSpec().getReplicas())) {
            resource.scale(0);
        }
        awaitGone(deployment, live.getSpec().getSelector().getMatchLabels());
    }

    /** Waits until the last pod with those labels is gone. */
    void awaitGone(String owner, Map<String, String> selector) {
        var gone = client.pods()
                .inNamespace(namespace)
                .withLabels(selector)
                .informOnCondition(pods -> pods.stream().allMatch(pod -> isOver(pod.getStatus())));
        try {
            gone.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stays) {
            throw new CommandFailure(
                    "The pods of %s/%s are still there after %s; see: kubectl -n %s get pods"
                            .formatted(namespace, owner, Age.inWords(patience), namespace),
                    stays);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", interrupted);
        } finally {
            gone.cancel(true);
        }
    }

    private static boolean isOver(PodStatus status) {
        return status != null
                && List.of("Succeeded", "Failed").contains(Objects.requireNonNullElse(status.getPhase(), ""));
    }

    /** Those of them that somebody has started again. */
    List<String> running(Iterable<String> deployments) {
        List<String> running = new ArrayList<>();
        for (String name : deployments) {
            Deployment live = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            if (live != null && !Integer.valueOf(0).equals(live.getSpec().getReplicas())) {
                running.add(name);
            }
        }
        return running;
    }

    /** Waits until all pods that a Deployment wants are there and ready. */
    void awaitReady(String deployment) {
        try {
            client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(deployment)
                    .waitUntilCondition(Pods::isReady, patience.toSeconds(), TimeUnit.SECONDS);
        } catch (KubernetesClientTimeoutException notReady) {
            throw new CommandFailure(
                    "The Deployment %s/%s is not ready after %s; see: kubectl -n %s describe pods -l app=%s"
                            .formatted(namespace, deployment, patience, namespace, deployment),
                    notReady);
        }
    }

    private static boolean isReady(Deployment deployment) {
        if (deployment == null || deployment.getStatus() == null) {
            return false;
        }
        int wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        var status = deployment.getStatus();
        return Objects.equals(
                        status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                && Objects.requireNonNullElse(status.getUpdatedReplicas(), 0) >= wanted
                && Objects.requireNonNullElse(status.getAvailableReplicas(), 0) >= wanted;
    }
}
