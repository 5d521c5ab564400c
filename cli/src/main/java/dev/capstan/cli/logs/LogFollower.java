package dev.capstan.cli.logs;

import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Prints what the controllers write from now on, also those that start later, until the command is asked to end. */
final class LogFollower {

    /** How soon a log that has broken off is looked for again: the informer then tells of all pods once more. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final PrintWriter err;
    private final LogFilter filter;
    private final LogsRun.LogRange range;
    private final Map<String, LogPosition> positions = new ConcurrentHashMap<>();

    LogFollower(PrintWriter out, PrintWriter err, LogFilter filter, LogsRun.LogRange range) {
        this.out = out;
        this.err = err;
        this.filter = filter;
        this.range = range;
    }

    void run(Path kubeconfig, Optional<String> place) throws Exception {
        CommandScope.runUntilSignal(scope -> {
            KubernetesClient client = scope.keep(Kubernetes.connect(kubeconfig));
            for (ControllerPods.Group group : new ControllerPods(client, place).groups()) {
                SharedIndexInformer<Pod> informer = scope.keep(client.pods()
                        .inNamespace(group.namespace())
                        .withLabels(group.labels())
                        .runnableInformer(AGAIN.toMillis()));
                informer.exceptionHandler((_, _) -> true); // goes on whatever happens to the watch
                informer.addEventHandler(new Starter(client, group.controller()));
                informer.start();
            }
            scope.awaitSignal();
            return 0;
        });
    }

    /** Begins to read when a container has started, when it was started again, and where its log has broken off. */
    private final class Starter implements ResourceEventHandler<Pod> {
        private final KubernetesClient client;
        private final String controller;

        Starter(KubernetesClient client, String controller) {
            this.client = client;
            this.controller = controller;
        }

        @Override
        public void onAdd(Pod pod) {
            follow(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod now) {
            follow(now);
        }

        @Override
        public void onDelete(Pod pod, boolean isStateUnknown) {
            // Its log has ended by itself.
        }

        private void follow(Pod pod) {
            ControllerPods.running(pod)
                    .map(container -> positions.computeIfAbsent(container, _ -> new LogPosition()))
                    .filter(LogPosition::take)
                    .ifPresent(position -> Thread.ofVirtual().start(() -> read(pod, position)));
        }

        /** Whatever ends this, even a line that cannot be printed: the next one goes on behind it. */
        private void read(Pod pod, LogPosition position) {
            try (LogWatch log = position.rest(client, pod, range).watchLog();
                    var lines = new BufferedReader(new InputStreamReader(log.getOutput(), StandardCharsets.UTF_8))) {
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    position.pass(text).ifPresent(this::print);
                }
            } catch (IOException | RuntimeException ended) {
                if (position.isBrokenAnew()) {
                    tell(pod, ended);
                }
            } finally {
                position.leave();
            }
        }

        private void tell(Pod pod, Exception ended) {
            err.println(PrintableText.of("capstan: the log of %s/%s has broken off, and is tried again: %s"
                    .formatted(
                            pod.getMetadata().getNamespace(), pod.getMetadata().getName(), ended.getMessage())));
            err.flush();
        }

        private void print(String text) {
            LogLine.read(controller, text)
                    .map(line -> filter.matches(line) ? Optional.of(line.forReading()) : Optional.<String>empty())
                    .orElseGet(() -> filter.isOpen() && !text.isBlank()
                            ? Optional.of(PrintableText.of(controller + ": " + text))
                            : Optional.empty())
                    .ifPresent(line -> {
                        synchronized (out) {
                            out.println(line);
                            out.flush();
                        }
                    });
        }
    }
}
