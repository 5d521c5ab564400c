package dev.capstan.applier.identity.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.watch.ManagedObjectListener;
import dev.capstan.http.AddressRule;
import dev.capstan.http.CheckedAddresses;
import dev.capstan.http.HostResolver;
import dev.capstan.runtime.leader.Fence;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other clusters that objects ask for: one for each kubeconfig, shared by all who have the same, kept while one of
 * them uses it. What each user does is never done at the same time, so a cluster is not closed under its work.
 */
public final class RemoteClusters implements AutoCloseable {

    private final CheckedAddresses addresses;
    private final int most;
    private final Fence fence;
    private final ApplyProfile profile;
    private final ManagedObjectListener listener;
    private final Clock clock;
    private final Map<Kubeconfig, Shared> clusters = new HashMap<>();
    private final Map<ObjectKey, Kubeconfig> uses = new HashMap<>();
    private boolean isClosed;

    /**
     * @param rule where they may be
     * @param most how many there may be at a time
     * @param fence stops writes of a process that does not lead any more
     * @param profile whose objects are managed there
     * @param listener hears what happens to objects of those who use the cluster, and to no others
     */
    public RemoteClusters(
            AddressRule rule,
            int most,
            Fence fence,
            ApplyProfile profile,
            ManagedObjectListener listener,
            Clock clock) {
        this.addresses = new CheckedAddresses(rule, HostResolver.SYSTEM);
        this.most = most;
        this.fence = fence;
        this.profile = profile;
        this.listener = listener;
        this.clock = clock;
    }

    private record Shared(RemoteCluster cluster, Set<ObjectKey> users) {

        Shared with(ObjectKey user) {
            users.add(user);
            return this;
        }
    }

    /** What was opened. */
    sealed interface Opening {

        record Opened(RemoteCluster cluster) implements Opening {}

        /** @param problem a sentence without values */
        record NotOpened(String problem) implements Opening {}
    }

    /** From now on that object uses the cluster of that kubeconfig, and no other. Sends nothing. */
    Opening use(ObjectKey user, Kubeconfig kubeconfig) {
        Opening opening;
        Optional<RemoteCluster> unused;
        synchronized (this) {
            unused = kubeconfig.equals(uses.get(user)) ? Optional.empty() : leave(user);
            opening = open(kubeconfig);
            if (opening instanceof Opening.Opened) {
                uses.put(user, kubeconfig);
                clusters.computeIfPresent(kubeconfig, (_, shared) -> shared.with(user));
            }
        }
        unused.ifPresent(RemoteCluster::close);
        return opening;
    }

    private Opening open(Kubeconfig kubeconfig) {
        Shared known = clusters.get(kubeconfig);
        if (known != null) {
            return new Opening.Opened(known.cluster());
        }
        if (isClosed || clusters.size() >= most) {
            return new Opening.NotOpened(
                    "%d other clusters are in use already, as many as this controller is allowed to have"
                            .formatted(clusters.size()));
        }
        try {
            RemoteCluster opened = RemoteCluster.open(
                    kubeconfig, addresses, fence, profile, new UsersOnly(kubeconfig, listener, this), clock);
            clusters.put(kubeconfig, new Shared(opened, new HashSet<>()));
            return new Opening.Opened(opened);
        } catch (RuntimeException unusable) {
            // The library's words may quote what it could not read.
            return new Opening.NotOpened(
                    "the certificates or the key of the kubeconfig cannot be used: they are not in PEM, or do not belong together");
        }
    }

    /** That object uses no other cluster any more; one that nobody uses is closed. */
    void release(ObjectKey user) {
        Optional<RemoteCluster> unused;
        synchronized (this) {
            unused = leave(user);
        }
        unused.ifPresent(RemoteCluster::close);
    }

    private Optional<RemoteCluster> leave(ObjectKey user) {
        Kubeconfig left = uses.remove(user);
        @Nullable Shared shared = left == null ? null : clusters.get(left);
        if (left == null || shared == null) {
            return Optional.empty();
        }
        shared.users().remove(user);
        if (!shared.users().isEmpty()) {
            return Optional.empty();
        }
        clusters.remove(left);
        return Optional.of(shared.cluster());
    }

    /** Whether an object uses that cluster now. */
    synchronized boolean isUsedBy(Kubeconfig kubeconfig, ObjectKey user) {
        return kubeconfig.equals(uses.get(user));
    }

    /** How many clusters are open. */
    public synchronized int size() {
        return clusters.size();
    }

    @Override
    public void close() {
        Set<Shared> open;
        synchronized (this) {
            isClosed = true;
            open = new HashSet<>(clusters.values());
            clusters.clear();
            uses.clear();
        }
        open.forEach(shared -> shared.cluster().close());
    }
}
