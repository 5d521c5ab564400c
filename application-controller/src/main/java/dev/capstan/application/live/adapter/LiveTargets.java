package dev.capstan.application.live.adapter;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.live.KeptBytes;
import dev.capstan.application.live.LiveListener;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.LiveViews;
import dev.capstan.apply.watch.ObjectWatches;
import dev.capstan.argo.cluster.Cluster;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The views of all clusters, one each. */
public final class LiveTargets implements LiveViews, AutoCloseable {

    /** What makes another view of a cluster: where it is, and what of it is managed. */
    private record Place(String server, List<String> namespaces, boolean hasClusterResources) {}

    /** A view, and what it watches by. */
    private record Watched(ClusterConnection connection, WatchedLiveObjects view) {}

    private final Optional<String> onlyNamespace;
    private final ClusterConnections connections;
    private final Supplier<LiveRules> rules;
    private final LiveListener listener;
    private final ObjectWatches watches;
    private final KeptBytes kept;
    private final Clock clock;
    private final ReentrantLock opening = new ReentrantLock();
    private final Map<Place, Watched> views = new HashMap<>();

    /** Views of whole clusters, but for those that their Secrets restrict. */
    public LiveTargets(
            ClusterConnections connections,
            Supplier<LiveRules> rules,
            LiveListener listener,
            long mostBytes,
            Clock clock,
            BiConsumer<String, Throwable> faults) {
        this(connections, Optional.empty(), rules, listener, mostBytes, clock, faults);
    }

    /**
     * @param onlyNamespace the only one that the controller may look into in its own cluster; empty for all
     * @param rules as they are now
     * @param listener is told of changes in all clusters
     * @param mostBytes how much of objects is kept, of all clusters together
     * @param faults hears of faults of our own code that were survived: what was being done, and the fault
     */
    public LiveTargets(
            ClusterConnections connections,
            Optional<String> onlyNamespace,
            Supplier<LiveRules> rules,
            LiveListener listener,
            long mostBytes,
            Clock clock,
            BiConsumer<String, Throwable> faults) {
        this.onlyNamespace = onlyNamespace;
        this.connections = connections;
        this.rules = rules;
        this.listener = listener;
        this.watches = new ObjectWatches(faults);
        this.kept = new KeptBytes(mostBytes);
        this.clock = clock;
    }

    @Override
    public Opened of(Cluster described) {
        Cluster cluster = described.isInCluster() && described.namespaces().isEmpty()
                ? onlyNamespace.map(described::restrictedTo).orElse(described)
                : described;
        return switch (connections.to(cluster)) {
            case ClusterConnections.Connection.Refused(String why) -> new Opened.Closed(why);
            case ClusterConnections.Connection.Made(var connection) -> {
                Place place = new Place(cluster.server(), cluster.namespaces(), cluster.hasClusterResources());
                opening.lock();
                try {
                    Watched watched = views.computeIfAbsent(
                            place,
                            none -> new Watched(
                                    connection,
                                    new WatchedLiveObjects(
                                            connection, cluster, rules, listener, watches, kept, clock)));
                    yield new Opened.Open(watched.view());
                } finally {
                    opening.unlock();
                }
            }
        };
    }

    /** A connection is about to be closed: what is watched by it is not watched any more, until somebody asks for the cluster again. */
    public void closed(ClusterConnection connection) {
        opening.lock();
        try {
            views.values().removeIf(watched -> {
                boolean isOver = watched.connection().equals(connection);
                if (isOver) {
                    watched.view().close();
                }
                return isOver;
            });
        } finally {
            opening.unlock();
        }
    }

    /** An Application is gone: nothing is watched for it any more, in any cluster. */
    public void forget(String application) {
        opening.lock();
        try {
            views.values().forEach(watched -> watched.view().forget(application));
        } finally {
            opening.unlock();
        }
    }

    /** How many bytes of objects are kept, with what keeping them costs. */
    public long keptBytes() {
        return kept.size();
    }

    @Override
    public void close() {
        opening.lock();
        try {
            views.values().forEach(watched -> watched.view().close());
            views.clear();
        } finally {
            opening.unlock();
        }
        watches.close();
    }
}
