package dev.capstan.kustomization.kube;

import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes which ConfigMaps of a namespace are deleted, also those that are made again at once. */
final class DeletionWatch implements Watcher<ConfigMap>, AutoCloseable {

    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final Watch watch;

    DeletionWatch(TestNamespace namespace) {
        watch = namespace.client().configMaps().inNamespace(namespace.name()).watch(this);
    }

    /** The names, in the order of their deletion. */
    List<String> deleted() {
        return List.copyOf(deleted);
    }

    @Override
    public void eventReceived(Action action, ConfigMap object) {
        if (action == Action.DELETED) {
            deleted.add(object.getMetadata().getName());
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        deleted.add("the watch ended: " + cause.getMessage());
    }

    @Override
    public void close() {
        watch.close();
    }
}
