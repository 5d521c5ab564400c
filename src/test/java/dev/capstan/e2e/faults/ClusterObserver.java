package dev.capstan.e2e.faults;

import dev.capstan.testkit.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Watches a namespace with a client of its own and writes down what it sees, whatever becomes of the API server. */
final class ClusterObserver implements AutoCloseable {
    private static final int RECONNECT_MILLIS = 100;

    private final KubernetesClient client;
    private final String namespace;
    private final History history = new History();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final List<KindWatcher> kinds = new ArrayList<>();
    private volatile boolean isClosed;

    /** Begins to watch, and waits until everything that is there is known. */
    ClusterObserver(Path kubeconfig, String namespace) {
        this.client = TestCluster.clientFor(kubeconfig, config -> {
            config.setRequestRetryBackoffLimit(0);
            config.setWatchReconnectInterval(RECONNECT_MILLIS);
        });
        this.namespace = namespace;
        kinds.add(new KindWatcher("kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations"));
        Arrays.stream(LoopObject.Kind.values())
                .forEach(kind -> kinds.add(new KindWatcher("", kind.kindName(), kind.plural())));
        kinds.forEach(KindWatcher::begin);
        kinds.forEach(kind -> kind.listed.join());
    }

    History history() {
        return history;
    }

    /** What the API server has now, of all kinds; empty when it cannot be asked. */
    Optional<History> now() {
        var now = new History();
        try {
            kinds.forEach(kind -> kind.listInto(now));
            return Optional.of(now);
        } catch (KubernetesClientException away) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        kinds.forEach(KindWatcher::end);
        executor.shutdownNow();
        client.close();
    }

    private final class KindWatcher implements Watcher<GenericKubernetesResource> {
        private final String kind;
        private final ResourceDefinitionContext context;
        private final CompletableFuture<Void> listed = new CompletableFuture<>();
        private volatile Optional<Watch> open = Optional.empty();

        KindWatcher(String group, String kind, String plural) {
            this.kind = kind;
            this.context = new ResourceDefinitionContext.Builder()
                    .withGroup(group)
                    .withVersion("v1")
                    .withKind(kind)
                    .withPlural(plural)
                    .withNamespaced(true)
                    .build();
        }

        void begin() {
            if (isClosed) {
                return;
            }
            try {
                String version = listInto(history);
                open = Optional.of(client.genericKubernetesResources(context)
                        .inNamespace(namespace)
                        .watch(
                                new ListOptionsBuilder()
                                        .withResourceVersion(version)
                                        .build(),
                                this));
                listed.complete(null);
            } catch (KubernetesClientException away) {
                again();
            }
        }

        private void again() {
            if (!isClosed) {
                var _ = executor.schedule(this::begin, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        /** Lists the kind; returns the version of the list. */
        String listInto(History into) {
            GenericKubernetesResourceList now = client.genericKubernetesResources(context)
                    .inNamespace(namespace)
                    .list();
            String version = now.getMetadata().getResourceVersion();
            into.listed(kind, now.getItems().stream().map(this::sighting).toList(), Long.parseLong(version));
            return version;
        }

        @Override
        public void eventReceived(Action action, GenericKubernetesResource resource) {
            switch (action) {
                case ADDED, MODIFIED -> history.saw(sighting(resource));
                case DELETED -> {
                    Sighting last = sighting(resource);
                    history.saw(new Sighting(last.object(), last.uid(), last.version(), Optional.empty()));
                }
                case BOOKMARK, ERROR -> {}
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            again();
        }

        void end() {
            open.ifPresent(Watch::close);
        }

        private Sighting sighting(GenericKubernetesResource object) {
            return new Sighting(
                    new Sighting.Name(kind, object.getMetadata().getName()),
                    object.getMetadata().getUid(),
                    Long.parseLong(object.getMetadata().getResourceVersion()),
                    Optional.of(kind.equals("Kustomization") ? told(object) : managed(object)));
        }
    }

    private static Sighting.Facts managed(GenericKubernetesResource object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return new Sighting.Managed(
                labels == null ? "" : labels.getOrDefault("kustomize.toolkit.fluxcd.io/name", ""),
                annotations == null ? "" : annotations.getOrDefault(LoopObject.VALUE, ""));
    }

    private static Sighting.Facts told(GenericKubernetesResource object) {
        Map<?, ?> status = object.get("status") instanceof Map<?, ?> known ? known : Map.of();
        List<?> conditions = status.get("conditions") instanceof List<?> known ? known : List.of();
        Map<?, ?> ready = conditions.stream()
                .filter(Map.class::isInstance)
                .map(it -> (Map<?, ?>) it)
                .filter(it -> "Ready".equals(it.get("type")))
                .findFirst()
                .orElse(Map.of());
        return new Sighting.Told(
                text(ready, "status"),
                text(ready, "reason"),
                text(ready, "message"),
                text(status, "lastAppliedRevision"),
                text(status, "lastAttemptedRevision"));
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }
}
