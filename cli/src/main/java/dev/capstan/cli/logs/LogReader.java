package dev.capstan.cli.logs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Loggable;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;

/** Reads the log of one pod. */
final class LogReader {

    private LogReader() {}

    static Loggable of(KubernetesClient client, Pod pod, LogsRun.LogRange range) {
        var container = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(ControllerPods.container(pod));
        TailPrettyLoggable since = range.since().isEmpty()
                ? container
                : container.sinceSeconds((int) Math.max(1, range.since().get().toSeconds()));
        return range.tail().isEmpty() ? since : since.tailingLines(range.tail().get());
    }
}
