package dev.capstan.cli.up;

import dev.capstan.api.meta.Reason;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.EventTime;
import dev.capstan.cli.terminal.Console;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints what the runs of one Kustomization create, change and prune, by its events. */
final class ChangePrinter implements AutoCloseable {

    private final Console console;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS); // as fine as times of events are
    private final CountDownLatch firstRunEnded = new CountDownLatch(1);
    private final SharedIndexInformer<Event> events;

    private ChangePrinter(Console console, KubernetesClient client, SyncSpec wanted) {
        this.console = console;
        this.events = client.v1()
                .events()
                .inNamespace(wanted.namespace())
                .withField("involvedObject.kind", "Kustomization")
                .withField("involvedObject.name", wanted.name())
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Event event) {
                        onEvent(event);
                    }

                    @Override
                    public void onUpdate(Event before, Event now) {
                        onEvent(now);
                    }

                    @Override
                    public void onDelete(Event expired, boolean isStateUnknown) {
                        // The API server forgets old ones.
                    }
                });
    }

    static ChangePrinter of(Console console, KubernetesClient client, SyncSpec wanted) {
        return new ChangePrinter(console, client, wanted);
    }

    private void onEvent(Event event) {
        if (EventTime.of(event).filter(time -> time.isBefore(start)).isPresent()) {
            return; // of an earlier session
        }
        if (Reason.PROGRESSING.text().equals(event.getReason()) && event.getMessage() != null) {
            ChangeSummary.of(event.getMessage()).forEach(line -> console.say("  " + line));
        } else {
            firstRunEnded.countDown();
        }
    }

    /** Waits for the event that ends the first run, because events come a moment after the status. */
    void awaitFirstRun(Duration limit) {
        try {
            if (!firstRunEnded.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                console.say("The controllers have recorded no event about the end of the run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", e);
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
