package dev.capstan.applier.dependency.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.runtime.log.InternalErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those up who wait for a kind that the cluster does not serve, once its definition is established. Watches definitions only
 * while somebody waits, and reads none but those that change meanwhile. A watch that cannot be had, or that ended, is tried again when
 * somebody next looks for such a kind.
 */
final class AwaitedKinds implements AutoCloseable {

    private static final Selection DEFINITIONS = new Selection(
            new ResourceType(
                    ResourceKind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
                    "customresourcedefinitions",
                    false),
            "",
            "",
            "");

    private final ClusterApi api;
    private final Consumer<ObjectKey> wake;
    private final Map<ObjectKey, Map<ResourceKind, ResourceCatalog>> awaited = new HashMap<>();
    private @Nullable Definitions current;

    /** @param api the cluster, with an identity that may list and watch definitions */
    AwaitedKinds(ClusterApi api, Consumer<ObjectKey> wake) {
        this.api = api;
        this.wake = wake;
    }

    /**
     * Somebody waits for a kind.
     *
     * @param catalog is told of the definition
     */
    synchronized void await(ObjectKey user, ResourceKind kind, ResourceCatalog catalog) {
        awaited.computeIfAbsent(user, _ -> new HashMap<>()).put(kind, catalog);
        if (current == null) {
            current = new Definitions();
            Thread.ofVirtual().name("watch-definitions").start(current);
        }
    }

    /** Somebody waits for that kind no more. */
    synchronized void settle(ObjectKey user, ResourceKind kind) {
        Map<ResourceKind, ResourceCatalog> own = awaited.get(user);
        if (own != null && own.remove(kind) != null && own.isEmpty()) {
            awaited.remove(user);
            closeUnlessAwaited();
        }
    }

    /** Somebody may wait for these kinds, and for no others. */
    synchronized void keep(ObjectKey user, Collection<ResourceKind> kinds) {
        Set<ResourceKind> others =
                new HashSet<>(awaited.getOrDefault(user, Map.of()).keySet());
        others.removeAll(kinds);
        others.forEach(kind -> settle(user, kind));
    }

    private void closeUnlessAwaited() {
        if (awaited.isEmpty() && current != null) {
            current.close();
            current = null;
        }
    }

    private synchronized List<ObjectKey> waiting() {
        return List.copyOf(awaited.keySet());
    }

    /** Those who wait for a kind; its definition is noted for them. */
    private synchronized List<ObjectKey> waitingFor(JsonNode definition) {
        String group = definition.path("spec").path("group").asText();
        String kind = definition.path("spec").path("names").path("kind").asText();
        var users = new ArrayList<ObjectKey>();
        awaited.forEach((user, kinds) -> kinds.forEach((awaitedKind, catalog) -> {
            if (awaitedKind.is(group, kind)) {
                catalog.learn(definition);
                users.add(user);
            }
        }));
        return users;
    }

    private synchronized void isOver(Definitions definitions) {
        if (definitions.equals(current)) {
            current = null;
        }
    }

    @Override
    public synchronized void close() {
        awaited.clear();
        closeUnlessAwaited();
    }

    /** One watch of definitions, from now on. */
    private final class Definitions implements Runnable, ClusterApi.WatchListener {

        private ClusterApi.@Nullable Subscription subscription;
        private boolean isClosed;

        @Override
        public void run() {
            try {
                begin();
            } catch (RuntimeException | Error bug) {
                InternalErrors.report("watching definitions", "kinds that are depended on", bug);
                isOver(this);
            }
        }

        private void begin() {
            switch (api.listMetadata(DEFINITIONS, 1, "")) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    begin(ResourceVersion.of(ok.value()).text());
                    // What was installed before the watch began would otherwise be missed.
                    waiting().forEach(wake);
                }
                case ApiResult.Refused<ObjectNode> _, ApiResult.Unreachable<ObjectNode> _ -> isOver(this);
            }
        }

        private void begin(String version) {
            ClusterApi.Subscription opened = api.watch(DEFINITIONS, version, this);
            if (!isTaken(opened)) {
                opened.close();
            }
        }

        private synchronized boolean isTaken(ClusterApi.Subscription opened) {
            subscription = opened;
            return !isClosed;
        }

        @Override
        public void event(String type, ObjectNode definition) {
            boolean isThere = type.equals("ADDED") || type.equals("MODIFIED");
            if (isThere && isEstablished(definition)) {
                InternalErrors.guard(
                        "learning a definition",
                        definition.path("metadata").path("name").asText(),
                        () -> waitingFor(definition).forEach(wake));
            }
        }

        private static boolean isEstablished(JsonNode definition) {
            for (JsonNode condition : definition.path("status").path("conditions")) {
                if (condition.path("type").asText().equals("Established")) {
                    return condition.path("status").asText().equals("True");
                }
            }
            return false;
        }

        @Override
        public void ended(ClusterApi.WatchEnd end) {
            isOver(this);
        }

        synchronized void close() {
            isClosed = true;
            if (subscription != null) {
                subscription.close();
            }
        }
    }
}
