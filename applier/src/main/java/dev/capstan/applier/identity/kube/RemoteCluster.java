package dev.capstan.applier.identity.kube;

import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.watch.ManagedObjectListener;
import dev.capstan.apply.watch.ManagedObjectWatch;
import dev.capstan.http.CheckedAddresses;
import dev.capstan.runtime.leader.Fence;
import java.time.Clock;
import java.util.Optional;

/** A cluster that a kubeconfig leads to, with everything that is kept of it. */
final class RemoteCluster implements AutoCloseable {

    private final RemoteClient client;
    private final EngineCluster engines;

    private RemoteCluster(RemoteClient client, EngineCluster engines) {
        this.client = client;
        this.engines = engines;
    }

    /**
     * Gets ready to ask the cluster; nothing is sent yet.
     *
     * @param fence stops writes of a process that does not lead any more
     * @throws RuntimeException when certificates or key cannot be used
     */
    static RemoteCluster open(
            Kubeconfig kubeconfig,
            CheckedAddresses addresses,
            Fence fence,
            ApplyProfile profile,
            ManagedObjectListener listener,
            Clock clock) {
        RemoteClient client = RemoteClient.open(RemoteAccess.of(kubeconfig), addresses, fence);
        var managed = ManagedObjectWatch.start(client.api(), profile, listener, clock);
        return new RemoteCluster(client, new EngineCluster(client.api(), managed, clock));
    }

    EngineCluster engines() {
        return engines;
    }

    /** Why the cluster cannot be worked with now, as a sentence; empty when it answers. Blocks for a bounded time. */
    Optional<String> problem() {
        return client.problem();
    }

    @Override
    public void close() {
        engines.close();
        client.close();
    }
}
