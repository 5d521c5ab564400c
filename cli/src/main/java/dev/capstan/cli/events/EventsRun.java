package dev.capstan.cli.events;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.References;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.process.CommandScope;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints events once, and those that come until the command is asked to end. */
final class EventsRun {

    private final PrintWriter out;
    private final Optional<String> namespace;
    private final List<String> about;
    private final List<String> types;

    /**
     * @param about a kind and a name; empty for all objects
     * @param types types of events; empty for all
     */
    EventsRun(PrintWriter out, Optional<String> namespace, List<String> about, List<String> types) {
        this.out = out;
        this.namespace = namespace;
        this.about = List.copyOf(about);
        this.types = List.copyOf(types);
    }

    /** Returns whether there were some; always true when watching, as some may still come. */
    boolean run(Path kubeconfig, boolean isWatching) throws Exception {
        if (!isWatching) {
            try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
                return !print(client, filter(client), new EventTable(Clock.systemUTC()))
                        .events()
                        .isEmpty();
            }
        }
        return CommandScope.runUntilSignal(scope -> {
                    KubernetesClient client = scope.keep(Kubernetes.connect(kubeconfig));
                    EventFilter filter = filter(client);
                    EventTable table = new EventTable(Clock.systemUTC());
                    Printed printed = print(client, filter, table);
                    scope.keep(watch(client, filter, table, printed));
                    scope.awaitSignal();
                    return 0;
                })
                == 0;
    }

    /** An object of the toolkit stands for its sources, too: their failures are why it waits. */
    private EventFilter filter(KubernetesClient client) {
        if (about.isEmpty()) {
            return new EventFilter(Set.of(), types);
        }
        KindWords.Named named = KindWords.one(about);
        Set<EventFilter.Subject> subjects = new LinkedHashSet<>();
        if (namespace.isPresent()) {
            subjects.add(subject(named.kind(), namespace.get(), named.onlyName()));
            new ToolkitObjects(client, namespace)
                    .inNamespace(named.kind(), namespace.get(), named.onlyName())
                    .ifPresent(object -> addRelated(subjects, object));
        } else {
            ToolkitObject object = new ToolkitObjects(client, namespace).one(named.kind(), named.onlyName());
            subjects.add(subject(object.kind(), object.namespace(), object.name()));
            addRelated(subjects, object);
        }
        return new EventFilter(subjects, types);
    }

    private static void addRelated(Set<EventFilter.Subject> subjects, ToolkitObject object) {
        List<References.Reference> related = new ArrayList<>(References.sources(object));
        related.addAll(References.others(object));
        related.forEach(it -> subjects.add(subject(it.kind(), it.namespace(), it.name())));
    }

    private static EventFilter.Subject subject(ToolkitKind kind, String where, String name) {
        return new EventFilter.Subject(kind.kind(), where, name);
    }

    /** Sources may lie in other namespaces, and so do their events. */
    private Optional<String> place() {
        return about.isEmpty() ? namespace : Optional.empty();
    }

    /**
     * What was printed.
     *
     * @param events the events
     * @param where the namespace that may be looked in; empty for all
     */
    private record Printed(List<Event> events, Optional<String> where) {}

    private Printed print(KubernetesClient client, EventFilter filter, EventTable table) {
        Optional<String> where = place();
        List<Event> found;
        try {
            found = list(client, where).stream().filter(filter::matches).toList();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_FORBIDDEN || namespace.isEmpty()) {
                throw refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                        ? new CommandFailure(
                                "You may not list events in all namespaces; name one with --namespace", refusal)
                        : refusal;
            }
            where = namespace;
            found = list(client, where).stream().filter(filter::matches).toList();
        }
        if (!found.isEmpty()) {
            table.lines(found).forEach(out::println);
        }
        out.flush();
        return new Printed(found, where);
    }

    private static List<Event> list(KubernetesClient client, Optional<String> where) {
        var events = client.v1().events();
        return (where.isEmpty() ? events.inAnyNamespace() : events.inNamespace(where.get()))
                .list()
                .getItems();
    }

    private SharedIndexInformer<Event> watch(
            KubernetesClient client, EventFilter filter, EventTable table, Printed printed) {
        Map<String, String> shown = new HashMap<>();
        printed.events().forEach(event -> shown.put(event.getMetadata().getUid(), identity(event)));
        var events = client.v1().events();
        SharedIndexInformer<Event> informer = printed.where().isEmpty()
                ? events.inAnyNamespace().runnableInformer(0)
                : events.inNamespace(printed.where().get()).runnableInformer(0);
        informer.exceptionHandler((_, _) -> true); // goes on whatever happens: the list before has shown that it may
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Event added) {
                print(added);
            }

            @Override
            public void onUpdate(Event before, Event now) {
                print(now);
            }

            @Override
            public void onDelete(Event deleted, boolean isStateUnknown) {
                shown.remove(deleted.getMetadata().getUid());
            }

            private synchronized void print(Event event) {
                if (filter.matches(event)
                        && !identity(event).equals(shown.put(event.getMetadata().getUid(), identity(event)))) {
                    out.println(table.laterLine(event));
                    out.flush();
                }
            }
        });
        informer.start();
        return informer;
    }

    /** The same event again has another count. */
    private static String identity(Event event) {
        return event.getCount() + " " + event.getMessage() + " " + event.getLastTimestamp();
    }
}
