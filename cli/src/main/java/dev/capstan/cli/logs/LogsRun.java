package dev.capstan.cli.logs;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Prints what the pods of the controllers have written by now, in the order of time. */
final class LogsRun {

    private final PrintWriter out;
    private final PrintWriter err;
    private final LogFilter filter;
    private final LogRange range;

    LogsRun(PrintWriter out, PrintWriter err, LogFilter filter, LogRange range) {
        this.out = out;
        this.err = err;
        this.filter = filter;
        this.range = range;
    }

    /**
     * How much is read.
     *
     * @param since not what is older; empty for everything
     * @param tail at most so many lines of each pod; empty for all
     */
    record LogRange(Optional<Duration> since, Optional<Integer> tail) {}

    private record Written(String time, String text) {}

    /**
     * Prints.
     *
     * @throws CommandFailure when there are no pods, or when none of them shows its log
     */
    void run(Path kubeconfig, Optional<String> place) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var pods = new ControllerPods(client, place);
            List<Written> lines = new ArrayList<>();
            int read = 0;
            List<String> unread = new ArrayList<>();
            for (ControllerPods.Group group : pods.groups()) {
                List<Pod> found = pods.pods(group);
                if (found.isEmpty()) {
                    unread.add("%s in %s has no pods".formatted(group.controller(), group.namespace()));
                }
                for (Pod pod : found) {
                    try {
                        lines.addAll(lines(group.controller(), log(client, pod)));
                        read++;
                    } catch (KubernetesClientException refusal) {
                        unread.add("the log of %s/%s cannot be read: %s"
                                .formatted(group.namespace(), pod.getMetadata().getName(), refusal.getMessage()));
                    }
                }
            }
            lines.sort(Comparator.comparing(Written::time));
            lines.forEach(line -> out.println(line.text()));
            out.flush();
            if (read == 0) {
                throw new CommandFailure(PrintableText.of("No log could be read: " + String.join("; ", unread)));
            }
            unread.forEach(line -> err.println(PrintableText.of("capstan: " + line)));
        }
    }

    private String log(KubernetesClient client, Pod pod) {
        return LogReader.of(client, pod, range).getLog();
    }

    private List<Written> lines(String controller, String log) {
        List<Written> lines = new ArrayList<>();
        String time = "";
        for (String text : log.lines().toList()) {
            Optional<LogLine> line = LogLine.read(controller, text);
            if (line.isPresent()) {
                time = line.get().time();
                if (filter.matches(line.get())) {
                    lines.add(new Written(time, line.get().forReading()));
                }
            } else if (filter.isOpen() && !text.isBlank()) {
                lines.add(new Written(time, PrintableText.of(controller + ": " + text)));
            }
        }
        return lines;
    }
}
