package dev.capstan.applier.dependency.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyKey;
import dev.capstan.applier.dependency.ForeignObject;
import dev.capstan.applier.dependency.ForeignObjects;
import dev.capstan.applier.identity.ApplyTarget;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.watch.ObjectWatch;
import dev.capstan.apply.watch.ObjectWatches;
import dev.capstan.runtime.log.InternalErrors;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches objects that others depend on, each by its name: once for all dependents that see it with the same rights, and as long as one
 * of them names it. Nothing of an object is kept but a verdict.
 */
public final class WatchedForeignObjects implements ForeignObjects, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedForeignObjects.class);

    /** A watch is a stream to the API server. What is more is asked for at each look, and wakes nobody up. */
    private static final int MOST_WATCHES = 1_000;

    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

    private final ApplyTargets targets;
    private final Consumer<ObjectKey> wake;
    private final Clock clock;
    private final int limit;
    private final ObjectWatches watches =
            new ObjectWatches((what, fault) -> InternalErrors.report(what, "an object that is depended on", fault));
    private final AwaitedKinds awaitedKinds;
    private final Map<Viewpoint, Watched> open = new HashMap<>();
    private final Map<ObjectKey, Map<DependencyKey, Viewpoint>> uses = new HashMap<>();

    /** An object as an identity sees it. */
    private record Viewpoint(String actor, ObjectRef object) {}

    private record Watched(ObjectWatch<ForeignObject> watch, Set<ObjectKey> users) {}

    /**
     * Watches nothing yet.
     *
     * @param targets with whose rights objects are looked at
     * @param own the cluster with the controller's identity, which looks for definitions of kinds that are missing
     * @param wake called for each dependent of an object that changed; must return at once
     */
    public WatchedForeignObjects(ApplyTargets targets, ClusterApi own, Consumer<ObjectKey> wake, Clock clock) {
        this(targets, own, wake, clock, MOST_WATCHES);
    }

    WatchedForeignObjects(ApplyTargets targets, ClusterApi own, Consumer<ObjectKey> wake, Clock clock, int limit) {
        this.targets = targets;
        this.wake = wake;
        this.clock = clock;
        this.limit = limit;
        this.awaitedKinds = new AwaitedKinds(own, wake);
    }

    @Override
    public Sight find(IdentityRequest dependent, DependencyKey object) {
        return switch (targets.atHome(dependent)) {
            case ApplyTargets.Choice.Usable(var target) -> find(dependent.subject(), object, target);
            case ApplyTargets.Choice.Refused(var message) -> new Sight.Hidden(object.toString(), message);
            case ApplyTargets.Choice.AccountMissing(var message) -> new Sight.Hidden(object.toString(), message);
            case ApplyTargets.Choice.KubeconfigMissing(var message) -> new Sight.Hidden(object.toString(), message);
            case ApplyTargets.Choice.Unavailable(var message) -> new Sight.Hidden(object.toString(), message);
        };
    }

    private Sight find(ObjectKey user, DependencyKey object, ApplyTarget target) {
        return switch (served(object.kind(), target)) {
            case ResourceCatalog.Served(var type) -> {
                awaitedKinds.settle(user, object.kind());
                yield look(user, object, target, reference(type, object.key()));
            }
            case ResourceCatalog.NotServed _ -> {
                leave(user, object);
                awaitedKinds.await(user, object.kind(), target.parts().catalog());
                yield new Sight.KindMissing();
            }
            case ResourceCatalog.Undecided(var why) -> new Sight.Hidden(object.toString(), why);
        };
    }

    private static ResourceCatalog.Lookup served(ResourceKind kind, ApplyTarget target) {
        return target.parts().catalog().findAnyVersion(kind.group(), kind.kind(), kind.version());
    }

    private static ObjectRef reference(ResourceType type, ObjectKey key) {
        return new ObjectRef(type, type.isNamespaced() ? key.namespace() : "", key.name());
    }

    private Sight look(ObjectKey user, DependencyKey object, ApplyTarget target, ObjectRef reference) {
        ClusterApi api = target.parts().api();
        ObjectWatch.View<ForeignObject> view = watched(user, object, new Viewpoint(target.actor(), reference), api)
                .map(watch -> watch.view(FIRST_ANSWER))
                .orElseGet(() -> asked(api.get(reference)));
        String name =
                reference.namespace().isEmpty() ? object.kind().kind() + "/" + reference.name() : object.toString();
        return switch (view) {
            case ObjectWatch.View.Present<ForeignObject>(var known) -> new Sight.Found(name, known);
            case ObjectWatch.View.Absent<ForeignObject> _ -> new Sight.Missing(name);
            // The definition went after the kind had been looked up; the watch goes on when it is back.
            case ObjectWatch.View.Refused<ForeignObject>(var refusal)
            when refusal.isNotFound() -> new Sight.KindMissing();
            case ObjectWatch.View.Refused<ForeignObject>(var refusal) ->
                new Sight.Hidden(
                        name, refusal.message() + "; " + target.actor() + " needs the verbs get, list and watch");
            case ObjectWatch.View.Unknown<ForeignObject> _ ->
                new Sight.Hidden(name, "the API server has not answered yet");
        };
    }

    private ObjectWatch.View<ForeignObject> asked(ApiResult<ObjectNode> answer) {
        return switch (answer) {
            case ApiResult.Ok<ObjectNode> ok -> new ObjectWatch.View.Present<>(digest(ok.value()));
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new ObjectWatch.View.Absent<>();
            case ApiResult.Refused<ObjectNode> refused -> new ObjectWatch.View.Refused<>(refused);
            case ApiResult.Unreachable<ObjectNode> _ -> new ObjectWatch.View.Unknown<>();
        };
    }

    private ForeignObject digest(ObjectNode object) {
        return ForeignObject.of(object, clock.instant());
    }

    /** The watch of an object for a user; empty when there are too many. */
    private synchronized Optional<ObjectWatch<ForeignObject>> watched(
            ObjectKey user, DependencyKey object, Viewpoint viewpoint, ClusterApi api) {
        Map<DependencyKey, Viewpoint> used = uses.computeIfAbsent(user, _ -> new HashMap<>());
        if (!viewpoint.equals(used.get(object))) {
            leave(user, object);
            if (!open.containsKey(viewpoint) && open.size() >= limit) {
                LOG.warn(
                        "{} objects are watched for spec.dependsOn, which is the most; {} is only looked at when {} runs",
                        limit,
                        object,
                        user);
                return Optional.empty();
            }
            open.computeIfAbsent(
                            viewpoint,
                            it -> new Watched(
                                    watches.open(api, it.object(), this::digest, () -> changed(it)), new HashSet<>()))
                    .users()
                    .add(user);
            uses.computeIfAbsent(user, _ -> new HashMap<>()).put(object, viewpoint);
        }
        return Optional.ofNullable(open.get(viewpoint)).map(Watched::watch);
    }

    private void changed(Viewpoint viewpoint) {
        usersOf(viewpoint).forEach(wake);
    }

    private synchronized List<ObjectKey> usersOf(Viewpoint viewpoint) {
        Watched watched = open.get(viewpoint);
        return watched == null ? List.of() : List.copyOf(watched.users());
    }

    @Override
    public Optional<JsonNode> read(IdentityRequest dependent, DependencyKey object) {
        return targets.atHome(dependent) instanceof ApplyTargets.Choice.Usable(var target)
                        && served(object.kind(), target) instanceof ResourceCatalog.Served(var type)
                        && target.parts().api().get(reference(type, object.key()))
                                instanceof ApiResult.Ok<ObjectNode>(var content, var _)
                ? Optional.of(content)
                : Optional.empty();
    }

    @Override
    public void names(ObjectKey dependent, Set<DependencyKey> objects) {
        awaitedKinds.keep(dependent, objects.stream().map(DependencyKey::kind).toList());
        leaveAllBut(dependent, objects);
    }

    private synchronized void leaveAllBut(ObjectKey user, Set<DependencyKey> objects) {
        for (DependencyKey object :
                List.copyOf(uses.getOrDefault(user, Map.of()).keySet())) {
            if (!objects.contains(object)) {
                leave(user, object);
            }
        }
    }

    private synchronized void leave(ObjectKey user, DependencyKey object) {
        Map<DependencyKey, Viewpoint> used = uses.get(user);
        Viewpoint viewpoint = used == null ? null : used.remove(object);
        if (used != null && used.isEmpty()) {
            uses.remove(user);
        }
        boolean isStillUsed = viewpoint != null && used != null && used.containsValue(viewpoint);
        Watched watched = viewpoint == null || isStillUsed ? null : open.get(viewpoint);
        if (watched != null && watched.users().remove(user) && watched.users().isEmpty()) {
            open.remove(viewpoint);
            watched.watch().close();
        }
    }

    /** How many objects are watched. */
    synchronized int size() {
        return open.size();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(watched -> watched.watch().close());
        open.clear();
        uses.clear();
        awaitedKinds.close();
        watches.close();
    }
}
