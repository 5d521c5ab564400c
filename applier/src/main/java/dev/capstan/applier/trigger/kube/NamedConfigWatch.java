package dev.capstan.applier.trigger.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.trigger.kube.ConfigWatch.Config;
import dev.capstan.runtime.log.InternalErrors;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the ConfigMaps and Secrets that objects name, each by its name and as long as somebody names it: no label is needed, and no
 * other Secret is read into this process. A watch costs one stream to the API server.
 */
public final class NamedConfigWatch implements AutoCloseable {

    private final KubernetesClient client;
    private final Consumer<Config> onChange;
    private final Map<Config, Named> watches = new HashMap<>();
    private final Map<ObjectKey, Set<Config>> uses = new HashMap<>();

    private record Named(SharedIndexInformer<?> informer, Set<ObjectKey> users) {}

    /**
     * Watches nothing yet.
     *
     * @param onChange called when the content of one changed, when it came or went, and once when it is first seen; must return at once
     */
    public NamedConfigWatch(KubernetesClient client, Consumer<Config> onChange) {
        this.client = client;
        this.onChange = onChange;
    }

    /**
     * From now on that object names these, and no others. Sends nothing itself.
     *
     * @return whether one of them was not watched before, so that it is reported once more when it is first seen
     */
    public synchronized boolean names(ObjectKey user, Set<Config> configs) {
        Set<Config> before = uses.getOrDefault(user, Set.of());
        if (before.equals(configs)) {
            return false;
        }
        boolean isNew = !watches.keySet().containsAll(configs);
        var unused = new HashSet<>(before);
        unused.removeAll(configs);
        unused.forEach(config -> leave(user, config));
        configs.forEach(
                config -> watches.computeIfAbsent(config, this::open).users().add(user));
        if (configs.isEmpty()) {
            uses.remove(user);
        } else {
            uses.put(user, Set.copyOf(configs));
        }
        return isNew;
    }

    private void leave(ObjectKey user, Config config) {
        Named named = watches.get(config);
        if (named != null) {
            named.users().remove(user);
            if (named.users().isEmpty()) {
                watches.remove(config);
                named.informer().stop();
            }
        }
    }

    private Named open(Config config) {
        SharedIndexInformer<?> informer = config.kind().equals("Secret")
                ? started(
                        config,
                        client.secrets()
                                .inNamespace(config.key().namespace())
                                .withName(config.key().name())
                                .runnableInformer(0))
                : started(
                        config,
                        client.configMaps()
                                .inNamespace(config.key().namespace())
                                .withName(config.key().name())
                                .runnableInformer(0));
        return new Named(informer, new HashSet<>());
    }

    private <T extends HasMetadata> SharedIndexInformer<T> started(Config config, SharedIndexInformer<T> informer) {
        informer.addEventHandler((ResourceEventHandler<? super T>) new Changes(config));
        informer.exceptionHandler((isStarted, failure) -> true);
        informer.start();
        return informer;
    }

    private final class Changes implements ResourceEventHandler<HasMetadata> {
        private final Config config;

        Changes(Config config) {
            this.config = config;
        }

        @Override
        public void onAdd(HasMetadata added) {
            report();
        }

        @Override
        public void onUpdate(HasMetadata before, HasMetadata after) {
            if (!Objects.equals(versionOf(before), versionOf(after))) {
                report();
            }
        }

        @Override
        public void onDelete(HasMetadata last, boolean finalStateUnknown) {
            report();
        }

        private void report() {
            InternalErrors.guard("taking in a change", config.kind(), () -> onChange.accept(config));
        }

        private static @Nullable String versionOf(HasMetadata object) {
            return object.getMetadata().getResourceVersion();
        }
    }

    @Override
    public synchronized void close() {
        watches.values().forEach(named -> named.informer().stop());
        watches.clear();
        uses.clear();
    }
}
