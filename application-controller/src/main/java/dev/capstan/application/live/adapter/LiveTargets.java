package dev.capstan.application.live.adapter;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.live.KeptBytes;
import dev.capstan.application.live.LiveListener;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.apply.watch.ObjectWatches;
import dev.capstan.argo.cluster.Cluster;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The views of all clusters, one each. */
public final class LiveTargets implements LiveViews, AutoCloseable {

    /** Of which there is one view. */
    private record Place(String secret, String server) {}

    /** What makes another view of a cluster: what it watches by, and what of the cluster is managed. */
    private record Coverage(ClusterConnection connection, List<String> namespaces, boolean hasClusterResources) {}

    private record Watched(Coverage coverage, WatchedLiveObjects view) {}

    private final Optional<String> onlyNamespace;
    private final ClusterConnections connections;
    private final Supplier<LiveRules> rules;
    private final LiveListener listener;
    private final ObjectWatches watches;
    private final KeptBytes kept;
    private final Clock clock;
    private final ReentrantLock opening = new ReentrantLock();
    private final Map<Place, Watched> views = new HashMap<>();
    private final ConcurrentMap<String, WatchedLiveObjects> wanting = new ConcurrentHashMap<>();

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
            case ClusterConnections.Connection.Made(var connection) -> new Opened.Open(view(cluster, connection));
        };
    }

    private LiveView view(Cluster cluster, ClusterConnection connection) {
        Place place = new Place(cluster.secret(), cluster.server());
        Coverage coverage = new Coverage(connection, cluster.namespaces(), cluster.hasClusterResources());
        Optional<Watched> before;
        Watched now;
        opening.lock();
        try {
            before = Optional.ofNullable(views.get(place));
            if (before.isPresent() && before.get().coverage().equals(coverage)) {
                return before.get().view();
            }
            now = new Watched(
                    coverage,
                    new WatchedLiveObjects(connection, cluster, rules, listener, watches, kept, clock, this::wants));
            views.put(place, now);
        } finally {
            opening.unlock();
        }
        before.ifPresent(replaced -> replaced.view().close());
        return now.view();
    }

    /** An Application has one destination: nothing is watched for it any more where that was before. */
    private void wants(String application, WatchedLiveObjects view) {
        WatchedLiveObjects before = wanting.put(application, view);
        if (before != null && !before.equals(view)) {
            before.forget(application);
        }
    }

    /** A connection is about to be closed: what is watched by it is not watched any more, until somebody asks for the cluster again. */
    public void closed(ClusterConnection connection) {
        closeWhere(watched -> watched.coverage().connection().equals(connection));
    }

    /** A view may be waiting for its cluster; nobody who wants another one waits along. */
    private void closeWhere(Predicate<Watched> isOver) {
        List<Watched> closing;
        opening.lock();
        try {
            closing = views.values().stream().filter(isOver).toList();
            views.values().removeAll(closing);
        } finally {
            opening.unlock();
        }
        closing.forEach(watched -> watched.view().close());
    }

    /** An Application is gone: nothing is watched for it any more, in any cluster. */
    public void forget(String application) {
        wanting.remove(application);
        List<Watched> all;
        opening.lock();
        try {
            all = List.copyOf(views.values());
        } finally {
            opening.unlock();
        }
        all.forEach(watched -> watched.view().forget(application));
    }

    /** How many bytes of objects are kept, with what keeping them costs. */
    public long keptBytes() {
        return kept.size();
    }

    @Override
    public void close() {
        closeWhere(watched -> true);
        watches.close();
    }
}
