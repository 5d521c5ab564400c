package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.Interest;
import dev.capstan.application.live.KeptBytes;
import dev.capstan.application.live.KindLookup;
import dev.capstan.application.live.KnownObjects;
import dev.capstan.application.live.KnownObjects.Change;
import dev.capstan.application.live.LiveListener;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.LiveSet;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.Readiness;
import dev.capstan.application.live.ServerFacts;
import dev.capstan.application.live.Sighting;
import dev.capstan.application.live.Wanted;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.watch.ObjectWatches;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.object.ObjectKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The live objects of one cluster, out of one watch for each kind that an Application uses. */
final class WatchedLiveObjects implements LiveView, AutoCloseable {

    private final ClusterConnection connection;
    private final Supplier<LiveRules> rules;
    private final LiveListener listener;
    private final BiConsumer<String, WatchedLiveObjects> onWant;
    private final Interest interest = new Interest();
    private final KnownObjects known;
    private final WatchedKinds kinds;
    private final ObjectRequests requests;
    private final OtherVersions otherVersions;
    private final ServerLooks server;

    /**
     * @param kept the contents of objects of all clusters
     * @param onWant hears of each Application that wants something of this cluster
     */
    WatchedLiveObjects(
            ClusterConnection connection,
            Cluster cluster,
            Supplier<LiveRules> rules,
            LiveListener listener,
            ObjectWatches watches,
            KeptBytes kept,
            Clock clock,
            BiConsumer<String, WatchedLiveObjects> onWant) {
        this.connection = connection;
        this.rules = rules;
        this.listener = listener;
        this.onWant = onWant;
        this.known = new KnownObjects(interest, kept);
        this.kinds = new WatchedKinds(connection, cluster, interest, known, rules, listener, watches);
        this.requests = new ObjectRequests(connection, clock);
        this.otherVersions = new OtherVersions(requests, rules);
        this.server = new ServerLooks(connection, clock);
    }

    @Override
    public Readiness want(Wanted wanted, Duration limit) {
        Optional<Wanted> before = interest.of(wanted.application());
        Wanted served = asServed(wanted);
        interest.put(served);
        onWant.accept(wanted.application(), this);
        kinds.follow(served.allKinds());
        before.ifPresent(this::release);
        return new Readiness(kinds.problems(served, limit));
    }

    @Override
    public void forget(String application) {
        Optional<Wanted> before = interest.of(application);
        interest.remove(application);
        kinds.follow(Set.of());
        before.ifPresent(this::release);
    }

    private void release(Wanted before) {
        for (ObjectKey key : before.keys()) {
            if (interest.in(key).isEmpty()) {
                kinds.covering(key).ifPresent(watch -> known.release(watch.scope(), Set.of(key)));
            }
        }
    }

    @Override
    public LiveSet of(String application) {
        List<LiveObject> objects = new ArrayList<>();
        Set<String> gaps = new TreeSet<>();
        Optional<Wanted> wanted = interest.of(application);
        wanted.ifPresent(it -> gaps.addAll(kinds.problems(it, Duration.ZERO)));
        Map<ObjectKey, String> versions = wanted.map(Wanted::versions).orElse(Map.of());
        for (ObjectKey key : known.keysOf(application)) {
            switch (findServed(key)) {
                case LiveLookup.Found found ->
                    objects.add(inVersion(Optional.ofNullable(versions.get(key)), found.object()));
                case LiveLookup.Absent _ -> {}
                case LiveLookup.Unknown unknown -> gaps.add(unknown.why());
            }
        }
        return new LiveSet(objects, gaps.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", gaps)));
    }

    private LiveObject inVersion(Optional<String> wanted, LiveObject object) {
        Optional<ScopeWatch> watch = kinds.covering(object.key());
        return wanted.filter(
                        version -> watch.filter(it -> it.isInVersion(version)).isEmpty())
                .map(version -> otherVersions.in(version, object))
                .orElse(object);
    }

    @Override
    public LiveLookup find(ObjectKey key) {
        return findServed(asServed(key));
    }

    private LiveLookup findServed(ObjectKey key) {
        Optional<LiveObject> kept = known.find(key);
        if (kept.isPresent()) {
            return new LiveLookup.Found(kept.get());
        }
        Optional<ScopeWatch> watch = kinds.covering(key);
        if (watch.isPresent()
                && watch.get().isComplete()
                && !known.isThere(watch.get().scope(), key)) {
            return new LiveLookup.Absent();
        }
        return switch (requests.get(key)) {
            case ObjectRequests.Answer.There(ObjectNode object) -> {
                Sighting seen = rules.get().look(key, object);
                watch.ifPresent(covering -> keepIfOurs(covering, seen));
                yield new LiveLookup.Found(seen.object());
            }
            case ObjectRequests.Answer.NotThere() -> new LiveLookup.Absent();
            case ObjectRequests.Answer.NoAnswer(String why) -> new LiveLookup.Unknown(why);
        };
    }

    private void keepIfOurs(ScopeWatch watch, Sighting seen) {
        if (isOurs(seen)) {
            known.asked(watch.scope(), seen);
        }
    }

    private boolean isOurs(Sighting seen) {
        return seen.application().isPresent() || !interest.in(seen.key()).isEmpty();
    }

    @Override
    public void wrote(ObjectKey written, ObjectNode answer) {
        ObjectKey key = asServed(written);
        kinds.covering(key).ifPresent(watch -> {
            Sighting seen = rules.get().look(key, answer);
            String apiVersion = answer.path("apiVersion").asText("");
            if (!watch.isInVersion(apiVersion)) {
                otherVersions.note(key, apiVersion, answer);
            } else if (isOurs(seen)) {
                tellOthers(known.wrote(watch.scope(), seen, watch.seen()), seen.application());
            }
        });
    }

    @Override
    public void deleted(ObjectKey gone, String uid) {
        ObjectKey key = asServed(gone);
        otherVersions.forget(key);
        kinds.covering(key).ifPresent(watch -> {
            Optional<String> application = known.ownerOf(key);
            tellOthers(known.deleted(watch.scope(), key, uid), application);
        });
    }

    /** Who writes knows it already. */
    private void tellOthers(Optional<Change> change, Optional<String> writer) {
        change.ifPresent(now -> {
            Set<String> others = new HashSet<>(now.applications());
            writer.ifPresent(others::remove);
            others.forEach(application -> listener.changed(application, now.key()));
        });
    }

    @Override
    public KindLookup kind(String group, String kind) {
        return switch (connection.catalog().findPreferred(group, kind)) {
            case ResourceCatalog.Served(var type) ->
                new KindLookup.Served(type.kind().version(), type.isNamespaced());
            case ResourceCatalog.NotServed _ -> new KindLookup.NotServed();
            case ResourceCatalog.Undecided(String why) -> new KindLookup.Unknown(why);
        };
    }

    @Override
    public ServerFacts server() {
        return server.facts();
    }

    /** The key as watches have it: manifests of objects without namespace may name one. */
    private ObjectKey asServed(ObjectKey key) {
        return !key.namespace().isEmpty() && isOfCluster(GroupKind.of(key)) ? key.in("") : key;
    }

    /** The same for all keys; each kind is looked up once. */
    private Wanted asServed(Wanted wanted) {
        Map<GroupKind, Boolean> areOfCluster = new HashMap<>();
        UnaryOperator<ObjectKey> served =
                key -> !key.namespace().isEmpty() && areOfCluster.computeIfAbsent(GroupKind.of(key), this::isOfCluster)
                        ? key.in("")
                        : key;
        Set<ObjectKey> keys = wanted.keys().stream().map(served).collect(Collectors.toSet());
        Map<ObjectKey, String> versions = new HashMap<>();
        wanted.versions().forEach((key, version) -> versions.put(served.apply(key), version));
        return new Wanted(wanted.application(), wanted.kinds(), keys, versions);
    }

    private boolean isOfCluster(GroupKind kind) {
        return kind(kind.group(), kind.kind()) instanceof KindLookup.Served served && !served.isNamespaced();
    }

    @Override
    public void close() {
        kinds.close();
    }
}
