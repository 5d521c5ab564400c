package dev.capstan.applier.trigger.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches ConfigMaps and Secrets that carry the label {@code reconcile.fluxcd.io/watch: Enabled}, and only those: what
 * others keep in their Secrets is never read into this process.
 */
public final class ConfigWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

    /** A ConfigMap or Secret. */
    public record Config(String kind, ObjectKey key) {}

    /**
     * Begins to watch, in the background.
     *
     * @param scope where to watch
     * @param onChange called when the content of one changed, or when it came or went; must return at once
     */
    public ConfigWatch(KubernetesClient client, WatchScope scope, Consumer<Config> onChange) {
        var configMaps = scope.of(client.configMaps())
                .withLabel(ToolkitKeys.WATCH_LABEL, ToolkitKeys.WATCH_ENABLED)
                .runnableInformer(0);
        var secrets = scope.of(client.secrets())
                .withLabel(ToolkitKeys.WATCH_LABEL, ToolkitKeys.WATCH_ENABLED)
                .runnableInformer(0);
        start(configMaps, new Changes<ConfigMap>("ConfigMap", onChange));
        start(secrets, new Changes<Secret>("Secret", onChange));
    }

    private <T extends HasMetadata> void start(SharedIndexInformer<T> informer, Changes<T> changes) {
        informer.exceptionHandler((isStarted, failure) -> {
            LOG.warn(
                    "The watch of {}s with the label {} has trouble: {}",
                    changes.kind,
                    ToolkitKeys.WATCH_LABEL,
                    failure.getMessage());
            return true;
        });
        informer.addEventHandler(changes);
        informers.add(informer);
        informer.start();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private static final class Changes<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final String kind;
        private final Consumer<Config> onChange;

        Changes(String kind, Consumer<Config> onChange) {
            this.kind = kind;
            this.onChange = onChange;
        }

        @Override
        public void onAdd(T added) {
            tell(added);
        }

        @Override
        public void onUpdate(T before, T after) {
            if (!Objects.equals(
                    before.getMetadata().getResourceVersion(),
                    after.getMetadata().getResourceVersion())) {
                tell(after);
            }
        }

        @Override
        public void onDelete(T last, boolean isFinalStateUnknown) {
            tell(last);
        }

        private void tell(T object) {
            onChange.accept(new Config(
                    kind,
                    new ObjectKey(
                            object.getMetadata().getNamespace(),
                            object.getMetadata().getName())));
        }
    }
}
