package dev.capstan.application.cluster.adapter;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.applier.identity.kube.RemoteAccess;
import dev.capstan.applier.identity.kube.RemoteClient;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.http.AddressRule;
import dev.capstan.http.CheckedAddresses;
import dev.capstan.http.HostResolver;
import dev.capstan.runtime.leader.Fence;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The clusters that Secrets describe, and the one in which the controller runs. There is one connection for each Secret, shared by all
 * Applications; it is made anew when the Secret says something else, and closed when the Secret is gone.
 */
public final class RemoteConnections implements ClusterConnections, AutoCloseable {

    private final ClusterConnections own;
    private final CheckedAddresses addresses;
    private final Fence fence;
    private final Clock clock;
    private final int most;
    private final Supplier<Clusters> described;
    private final Map<String, Held> held = new HashMap<>();
    private volatile Consumer<ClusterConnection> onClose = _ -> {};
    private Optional<Clusters> known = Optional.empty();
    private boolean isClosed;

    /**
     * Connects to no cluster yet.
     *
     * @param own of the cluster in which the controller runs
     * @param described those that Secrets describe now; the very same as long as nothing has changed
     * @param rule where other clusters may be
     * @param most how many others there may be at a time
     * @param fence stops writes of a process that does not lead any more
     */
    public RemoteConnections(
            ClusterConnections own,
            Supplier<Clusters> described,
            AddressRule rule,
            int most,
            Fence fence,
            Clock clock) {
        this.own = own;
        this.described = described;
        this.addresses = new CheckedAddresses(rule, HostResolver.SYSTEM);
        this.most = most;
        this.fence = fence;
        this.clock = clock;
    }

    /** A cluster that a Secret describes. It is asked whether it answers until it has for the first time. */
    private static final class Held {
        private final RemoteAccess access;
        private final RemoteClient client;
        private final ClusterConnection connection;
        private volatile boolean hasAnswered;

        Held(RemoteAccess access, RemoteClient client, Clock clock) {
            this.access = access;
            this.client = client;
            this.connection = new ClusterConnection(client.api(), new ResourceCatalog(client.api(), clock));
        }

        Connection connection() {
            Optional<String> problem = hasAnswered ? Optional.empty() : client.problem();
            hasAnswered = problem.isEmpty();
            return problem.<Connection>map(Connection.Refused::new).orElseGet(() -> new Connection.Made(connection));
        }
    }

    /** What looking for a cluster that is connected gives. */
    private sealed interface Opening {
        record Opened(Held held, Optional<Held> replaced) implements Opening {}

        record NotOpened(String why) implements Opening {}
    }

    /** Who is to be told of connections before they are closed, so that nobody goes on watching by them. */
    public void onClose(Consumer<ClusterConnection> listener) {
        onClose = listener;
    }

    @Override
    public Connection to(Cluster cluster) {
        closeUnused();
        if (cluster.isInCluster()) {
            return own.to(cluster);
        }
        return switch (open(cluster)) {
            case Opening.NotOpened(String why) -> new Connection.Refused(why);
            case Opening.Opened(Held found, Optional<Held> replaced) -> {
                replaced.ifPresent(this::close);
                yield found.connection();
            }
        };
    }

    /** By what the Secret says now: who asks may have read it before it changed, and would bring old credentials back. */
    private synchronized Opening open(Cluster asked) {
        Optional<Cluster> now = described.get().all().stream()
                .filter(cluster -> cluster.secret().equals(asked.secret())
                        && cluster.server().equals(asked.server()))
                .findFirst();
        if (now.isEmpty()) {
            return new Opening.NotOpened(
                    "the " + asked + " cannot be reached: Secret " + asked.secret() + " does not describe it any more");
        }
        return switch (ClusterAccess.of(now.get())) {
            case ClusterAccess.Unusable(String why) -> new Opening.NotOpened(why);
            case ClusterAccess.Usable(RemoteAccess access) -> open(now.get(), access);
        };
    }

    private Opening open(Cluster cluster, RemoteAccess access) {
        Optional<Held> present = Optional.ofNullable(held.get(cluster.secret()));
        if (present.isPresent() && present.get().access.equals(access)) {
            return new Opening.Opened(present.get(), Optional.empty());
        }
        if (isClosed || (present.isEmpty() && held.size() >= most)) {
            return new Opening.NotOpened(
                    "%d other clusters are connected already, as many as this controller is allowed to have"
                            .formatted(held.size()));
        }
        try {
            Held opened = new Held(access, RemoteClient.open(access, addresses, fence), clock);
            held.put(cluster.secret(), opened);
            return new Opening.Opened(opened, present);
        } catch (RuntimeException unusable) {
            // The library's words may quote what it could not read.
            return new Opening.NotOpened("Secret " + cluster.secret()
                    + ": its certificates or its key cannot be used: they are not in PEM, or do not belong together");
        }
    }

    private void closeUnused() {
        List<Held> unused;
        synchronized (this) {
            Clusters now = described.get();
            if (known.filter(before -> before == now).isPresent()) {
                return;
            }
            known = Optional.of(now);
            Set<String> secrets = now.all().stream().map(Cluster::secret).collect(Collectors.toSet());
            unused = allBut(secrets);
        }
        unused.forEach(this::close);
    }

    private List<Held> allBut(Set<String> secrets) {
        List<Held> unused = held.entrySet().stream()
                .filter(entry -> !secrets.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        held.keySet().retainAll(secrets);
        return unused;
    }

    private void close(Held unused) {
        onClose.accept(unused.connection);
        unused.client.close();
    }

    /** How many other clusters are connected. */
    public synchronized int size() {
        return held.size();
    }

    @Override
    public void close() {
        List<Held> open;
        synchronized (this) {
            isClosed = true;
            open = allBut(Set.of());
        }
        open.forEach(this::close);
    }
}
