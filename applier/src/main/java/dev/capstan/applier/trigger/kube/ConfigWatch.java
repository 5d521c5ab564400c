package dev.capstan.applier.trigger.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches ConfigMaps and Secrets that carry the label {@code reconcile.fluxcd.io/watch: Enabled}, and only those: what
 * others keep in their Secrets is never read into this process.
 */
public final class ConfigWatch implements AutoCloseable {

    private static final Map<String, String> LABELS = Map.of(ToolkitKeys.WATCH_LABEL, ToolkitKeys.WATCH_ENABLED);

    private final List<KindWatch<?>> watches;

    /** A ConfigMap or Secret. */
    public record Config(String kind, ObjectKey key) {}

    /**
     * Begins to watch, in the background.
     *
     * @param scope where to watch
     * @param onChange called when the content of one changed, or when it came or went; must return at once
     */
    public ConfigWatch(KubernetesClient client, WatchScope scope, Consumer<Config> onChange) {
        this.watches = List.of(
                watch(client, scope, ConfigMap.class, onChange).start(),
                watch(client, scope, Secret.class, onChange).start());
    }

    private static <T extends HasMetadata> KindWatch<T> watch(
            KubernetesClient client, WatchScope scope, Class<T> kind, Consumer<Config> onChange) {
        return KindWatch.labelled(client, scope, kind, LABELS, (before, after) -> {
            T config = after != null ? after : before;
            if (config != null && !Objects.equals(versionOf(before), versionOf(after))) {
                onChange.accept(new Config(
                        kind.getSimpleName(),
                        new ObjectKey(
                                config.getMetadata().getNamespace(),
                                config.getMetadata().getName())));
            }
        });
    }

    private static @Nullable String versionOf(@Nullable HasMetadata object) {
        return object == null ? null : object.getMetadata().getResourceVersion();
    }

    @Override
    public void close() {
        watches.forEach(KindWatch::close);
    }
}
