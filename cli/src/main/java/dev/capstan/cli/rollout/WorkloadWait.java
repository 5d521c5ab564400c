package dev.capstan.cli.rollout;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.inspection.NamespaceWorkloads;
import dev.capstan.cli.inspection.Readiness;
import dev.capstan.cli.inspection.WorkloadSnapshot;
import dev.capstan.cli.terminal.Console;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits until workloads are ready, and says meanwhile what each of them waits for. */
final class WorkloadWait {

    /** Registries and schedulers get some tries before waiting counts as pointless. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Changes are watched; this is for those that no watch brings. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final String namespace;
    private final Console console;
    private final Clock clock;

    WorkloadWait(KubernetesClient client, String namespace, Console console, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.console = console;
        this.clock = clock;
    }

    /**
     * Waits.
     *
     * @param names kind and name of each, as {@link WorkloadSnapshot#title} has it
     * @throws CommandFailure when the time is over, or when one of them will not be ready without help; names each with its cause
     */
    void until(Set<String> names, Duration timeout) {
        Instant start = clock.instant();
        Set<String> announced = new HashSet<>();
        Map<String, Instant> blockedSince = new HashMap<>();
        Semaphore changes = new Semaphore(0);
        try (Watch _ = client.pods().inNamespace(namespace).watch(new Signal(changes))) {
            while (true) {
                Map<String, Readiness> now = look(names);
                announce(now, announced, start);
                Map<String, Readiness> open = now.entrySet().stream()
                        .filter(entry -> !entry.getValue().isReady())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                if (open.isEmpty()) {
                    return;
                }
                Instant moment = clock.instant();
                if (isPointless(open, blockedSince, moment) || !moment.isBefore(start.plus(timeout))) {
                    throw new CommandFailure(failure(open, Duration.between(start, moment)));
                }
                console.progress().tick("   " + waiting(open));
                changes.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                changes.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", e);
        }
    }

    private Map<String, Readiness> look(Set<String> names) {
        Map<String, Readiness> found = new NamespaceWorkloads(client, namespace)
                .read().stream()
                        .filter(snapshot -> names.contains(snapshot.title()))
                        .collect(Collectors.toMap(
                                WorkloadSnapshot::title, snapshot -> snapshot.readiness(clock.instant())));
        return names.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> found.getOrDefault(
                                name,
                                new Readiness(Readiness.State.WAITING, "it is not there yet", Optional.empty()))));
    }

    private void announce(Map<String, Readiness> now, Set<String> announced, Instant start) {
        now.entrySet().stream()
                .filter(entry -> entry.getValue().isReady())
                .map(Map.Entry::getKey)
                .sorted()
                .filter(announced::add)
                .forEach(name -> console.done(name + " is ready", Duration.between(start, clock.instant())));
    }

    /** Whether something was blocked all the time for so long. */
    private static boolean isPointless(Map<String, Readiness> open, Map<String, Instant> blockedSince, Instant now) {
        blockedSince
                .keySet()
                .removeIf(name -> !open.containsKey(name) || !open.get(name).isBlocked());
        open.forEach((name, readiness) -> {
            if (readiness.isBlocked()) {
                blockedSince.putIfAbsent(name, now);
            }
        });
        return blockedSince.values().stream().anyMatch(since -> !now.isBefore(since.plus(GRACE)));
    }

    private static String waiting(Map<String, Readiness> open) {
        return PrintableText.of("waiting: "
                + open.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + ": " + entry.getValue().message())
                        .collect(Collectors.joining("; ")));
    }

    private static String failure(Map<String, Readiness> open, Duration waited) {
        List<String> lines = open.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "\n  " + entry.getKey() + ": " + entry.getValue().line())
                .toList();
        return PrintableText.of("Not ready after %d s:".formatted(waited.toSeconds()) + String.join("", lines));
    }

    /** Wakes who waits. */
    private record Signal(Semaphore changes) implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {
            changes.release();
        }

        @Override
        public void onClose(WatcherException cause) {
            changes.release();
        }
    }
}
