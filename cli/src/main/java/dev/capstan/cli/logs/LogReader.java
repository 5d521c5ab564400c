package dev.capstan.cli.logs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.Loggable;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;

/** Reads the log of one pod. */
final class LogReader {

    private LogReader() {}

    static Loggable of(KubernetesClient client, Pod pod, LogsRun.LogRange range) {
        return within(container(client, pod), range);
    }

    static ContainerResource container(KubernetesClient client, Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(ControllerPods.container(pod));
    }

    static Loggable within(TimeTailPrettyLoggable log, LogsRun.LogRange range) {
        TailPrettyLoggable since = range.since().isEmpty()
                ? log
                : log.sinceSeconds((int) Math.max(1, range.since().get().toSeconds()));
        return range.tail().isEmpty() ? since : since.tailingLines(range.tail().get());
    }
}
