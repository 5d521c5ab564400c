package dev.capstan.application.live.adapter;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.Interest;
import dev.capstan.application.live.KnownObjects;
import dev.capstan.application.live.LiveListener;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.Scope;
import dev.capstan.application.live.Wanted;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.watch.ObjectWatches;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.tracking.TrackingMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The watches of one cluster: one for each kind that somebody wants, in a cluster that is restricted one for each kind and namespace.
 * They are opened and closed by what is wanted.
 */
final class WatchedKinds implements AutoCloseable {

    private final ClusterConnection connection;
    private final Cluster cluster;
    private final Interest interest;
    private final KnownObjects known;
    private final Supplier<LiveRules> rules;
    private final LiveListener listener;
    private final ObjectWatches watches;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<GroupKind, List<ScopeWatch>> open = new ConcurrentHashMap<>();
    private final Map<GroupKind, String> unopened = new ConcurrentHashMap<>();
    private Optional<LiveRules> openedBy = Optional.empty();
    private volatile boolean isClosed;

    WatchedKinds(
            ClusterConnection connection,
            Cluster cluster,
            Interest interest,
            KnownObjects known,
            Supplier<LiveRules> rules,
            LiveListener listener,
            ObjectWatches watches) {
        this.connection = connection;
        this.cluster = cluster;
        this.interest = interest;
        this.known = known;
        this.rules = rules;
        this.listener = listener;
        this.watches = watches;
    }

    /**
     * Closes watches of kinds that nobody wants, and opens those that are missing. No list is waited for; the cluster is asked whether
     * it serves a kind when that is not known, which nobody else waits for.
     *
     * @param kinds of the Application that is looked at; it alone looks again for a kind that was not served
     */
    void follow(Set<GroupKind> kinds) {
        for (GroupKind kind : missing(kinds)) {
            open(kind, connection.catalog().findPreferred(kind.group(), kind.kind()));
        }
    }

    /** Which kinds are to be looked for. */
    private Set<GroupKind> missing(Set<GroupKind> kinds) {
        changing.lock();
        try {
            if (isClosed) {
                return Set.of();
            }
            LiveRules now = rules.get();
            boolean isOutdated =
                    openedBy.filter(before -> !before.seesTheSameAs(now)).isPresent();
            openedBy = Optional.of(now);
            Set<GroupKind> wanted = interest.kinds();
            for (GroupKind kind : Set.copyOf(open.keySet())) {
                if (isOutdated || !wanted.contains(kind) || isNotServed(kind)) {
                    close(kind);
                }
            }
            unopened.keySet().removeIf(kind -> !wanted.contains(kind) || !now.watches(kind, cluster));
            return (isOutdated ? wanted : kinds)
                    .stream()
                            .filter(kind -> !open.containsKey(kind) && now.watches(kind, cluster))
                            .collect(Collectors.toSet());
        } finally {
            changing.unlock();
        }
    }

    /**
     * Why objects of kinds that an Application wants cannot be seen.
     *
     * @param limit how long all first lists together may be waited for
     */
    List<String> problems(Wanted wanted, Duration limit) {
        if (isClosed) {
            return List.of("the " + cluster + " is being connected anew");
        }
        long deadline = System.nanoTime() + limit.toNanos();
        List<String> problems = new ArrayList<>();
        for (GroupKind kind : new TreeSet<>(wanted.allKinds())) {
            Optional.ofNullable(unopened.get(kind)).ifPresent(problems::add);
            for (ScopeWatch watch : open.getOrDefault(kind, List.of())) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                if (!watch.isNotServed()) {
                    watch.problem(limit.isZero() ? Duration.ZERO : left).ifPresent(problems::add);
                }
            }
        }
        return problems;
    }

    /** The watch in which an object would be seen. */
    Optional<ScopeWatch> covering(ObjectKey key) {
        return open.getOrDefault(GroupKind.of(key), List.of()).stream()
                .filter(watch -> watch.scope().covers(key))
                .findFirst();
    }

    private boolean isNotServed(GroupKind kind) {
        return open.getOrDefault(kind, List.of()).stream().anyMatch(ScopeWatch::isNotServed);
    }

    /** By the rules of now, which may be others than those by which it was found missing. */
    private void open(GroupKind kind, ResourceCatalog.Lookup lookup) {
        changing.lock();
        try {
            LiveRules now = openedBy.orElseThrow();
            boolean isOver = isClosed || interest.in(kind).isEmpty() || !now.watches(kind, cluster);
            if (isOver || open.containsKey(kind)) {
                return;
            }
            unopened.remove(kind);
            switch (lookup) {
                case ResourceCatalog.Served(ResourceType type) -> open(kind, type, now);
                case ResourceCatalog.NotServed _ -> {}
                case ResourceCatalog.Undecided(String why) ->
                    unopened.put(kind, "objects of kind " + kind + " cannot be seen: " + why);
            }
        } finally {
            changing.unlock();
        }
    }

    private void open(GroupKind kind, ResourceType type, LiveRules now) {
        if (!type.isNamespaced() && !cluster.managesClusterResources()) {
            unopened.put(
                    kind,
                    "objects of kind " + kind + " cannot be seen: the " + cluster
                            + " is restricted to namespaces, and this kind has none; "
                            + (cluster.secret().isEmpty()
                                    ? "let the controller watch all namespaces"
                                    : "set clusterResources in its Secret"));
            return;
        }
        List<String> namespaces =
                type.isNamespaced() && !cluster.namespaces().isEmpty() ? cluster.namespaces() : List.of("");
        String selector =
                now.tracking().method() == TrackingMethod.LABEL ? now.tracking().labelKey() : "";
        open.put(
                kind,
                namespaces.stream()
                        .map(namespace -> new ScopeWatch(
                                new Scope(kind, namespace),
                                new Selection(type, namespace, selector, ""),
                                interest,
                                known,
                                rules,
                                listener,
                                connection.api(),
                                watches))
                        .toList());
    }

    private void close(GroupKind kind) {
        List<ScopeWatch> closing = open.remove(kind);
        if (closing != null) {
            closing.forEach(watch -> {
                if (watch.isNotServed()) {
                    connection.catalog().forget(watch.type().kind());
                }
                watch.close();
            });
        }
    }

    /** Who is at work with this opens no watch any more. */
    @Override
    public void close() {
        changing.lock();
        try {
            isClosed = true;
            Set.copyOf(open.keySet()).forEach(this::close);
        } finally {
            changing.unlock();
        }
    }
}
