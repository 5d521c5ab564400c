package dev.capstan.application.live;

import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.ResourceVersion.Order;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the objects of one cluster, out of watches, answers to writes of ours and objects that were asked for. The newest
 * version counts, wherever it comes from. Objects that are marked for an Application, or that one wants by key, are kept; of all
 * others only that they are there. Thread-safe.
 */
public final class KnownObjects {

    /**
     * Something that Applications have to look at.
     *
     * @param applications whose object it is or was, and who want it by key
     */
    public record Change(ObjectKey key, Set<String> applications) {
        public Change {
            applications = Set.copyOf(applications);
        }
    }

    private final Interest interest;
    private final KeptBytes contents;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ObjectKey, KnownObject> known = new HashMap<>();
    private final Map<String, Set<ObjectKey>> byOwner = new HashMap<>();
    private final Map<Scope, ForeignKeys> foreign = new HashMap<>();
    /** By key the uid of what we deleted, until a watch has seen the end of it. */
    private final Map<ObjectKey, String> deleted = new HashMap<>();

    public KnownObjects(Interest interest, KeptBytes contents) {
        this.interest = interest;
        this.contents = contents;
    }

    /** From now on a watch tells what is in a scope. */
    public void open(Scope scope) {
        locked(() -> {
            foreign.put(scope, new ForeignKeys());
            return scope;
        });
    }

    /** Nobody watches a scope any more: nothing is known of it. */
    public void close(Scope scope) {
        locked(() -> {
            foreign.remove(scope);
            List.copyOf(known.keySet()).stream().filter(scope::covers).forEach(this::drop);
            return deleted.keySet().removeIf(scope::covers);
        });
    }

    /** Whether this version is known already. */
    public boolean isKnown(ObjectKey key, ResourceVersion version) {
        return locked(() -> {
            KnownObject object = known.get(key);
            return object != null
                    && object.version().comparedTo(version) == Order.SAME
                    && contents.get(object.ticket()).isPresent();
        });
    }

    /** An object that is kept was seen. */
    public Optional<Change> saw(Scope scope, Sighting seen) {
        return locked(() -> foreign.containsKey(scope) ? take(scope, seen) : Optional.empty());
    }

    /** An object of others was seen, which may have been one of ours before. */
    public Optional<Change> sawForeign(Scope scope, ObjectKey key, String uid, ResourceVersion version) {
        return locked(() -> {
            ForeignKeys others = foreign.get(scope);
            KnownObject before = known.get(key);
            if (others == null || uid.equals(deleted.get(key)) || isOlder(version, before)) {
                return Optional.<Change>empty();
            }
            others.add(key);
            Optional<Change> lost = forget(key);
            // Somebody may have begun to want it while it was looked at.
            return lost.isEmpty() && !interest.in(key).isEmpty()
                    ? Optional.of(change(key, Optional.empty(), Optional.empty()))
                    : lost;
        });
    }

    /** An object is gone, as of a version. */
    public Optional<Change> gone(Scope scope, ObjectKey key, ResourceVersion at) {
        return locked(() -> {
            deleted.remove(key);
            othersIn(scope).remove(key);
            return isOlder(at, known.get(key)) ? Optional.<Change>empty() : forget(key);
        });
    }

    /** Everything in a scope was listed; what is newer than the list stays. */
    public List<Change> listed(Scope scope, Set<ObjectKey> objects, ResourceVersion asOf) {
        return locked(() -> {
            List<Change> changes = new ArrayList<>();
            for (ObjectKey key : List.copyOf(known.keySet())) {
                if (scope.covers(key) && !objects.contains(key) && !isOlder(asOf, known.get(key))) {
                    forget(key).ifPresent(changes::add);
                }
            }
            ForeignKeys others = othersIn(scope);
            others.clear();
            objects.stream().filter(key -> !known.containsKey(key)).forEach(others::add);
            deleted.keySet().removeIf(key -> scope.covers(key) && !objects.contains(key));
            return changes;
        });
    }

    /** The cluster is another one, as after a restore of its storage: versions mean nothing. */
    public void wentBack(Scope scope) {
        locked(() -> {
            known.replaceAll((key, object) -> scope.covers(key) ? object.inAnyVersion() : object);
            return deleted.keySet().removeIf(scope::covers);
        });
    }

    /**
     * An answer to a write of ours. One that the watch has passed already is not taken: by then the object may be gone.
     *
     * @param reported up to where the watch has reported
     */
    public Optional<Change> wrote(Scope scope, Sighting answer, ResourceVersion reported) {
        return locked(() -> {
            Order order = answer.version().comparedTo(reported);
            boolean isPassed = order == Order.OLDER || order == Order.SAME;
            return isPassed || !foreign.containsKey(scope) ? Optional.<Change>empty() : take(scope, answer);
        });
    }

    /** A deletion of ours was answered, and nothing holds the object up. */
    public Optional<Change> deleted(Scope scope, ObjectKey key, String uid) {
        return locked(() -> {
            KnownObject object = known.get(key);
            if (!foreign.containsKey(scope) || object == null || !object.uid().equals(uid)) {
                return Optional.<Change>empty();
            }
            deleted.put(key, uid);
            return forget(key);
        });
    }

    /**
     * An object was asked for, because somebody wants one of others or because the content of ours had to go; it is kept unless it has
     * gone in the meantime.
     */
    public void asked(Scope scope, Sighting answer) {
        locked(() -> known.containsKey(answer.key()) || othersIn(scope).contains(answer.key())
                ? take(scope, answer)
                : Optional.empty());
    }

    /** Nobody wants these by key any more: those that are not marked are objects of others again. */
    public void release(Scope scope, Collection<ObjectKey> keys) {
        locked(() -> {
            for (ObjectKey key : keys) {
                KnownObject object = known.get(key);
                if (object != null && object.owner().isEmpty() && scope.covers(key)) {
                    drop(key);
                    othersIn(scope).add(key);
                }
            }
            return keys;
        });
    }

    /** Whether an object is there, one of ours or of others. */
    public boolean isThere(Scope scope, ObjectKey key) {
        return locked(() -> known.containsKey(key) || othersIn(scope).contains(key));
    }

    /** How many objects of others are in a scope. */
    public int foreign(Scope scope) {
        return locked(() -> othersIn(scope).size());
    }

    /** An object that is kept; empty when it is not, or when its content had to go. */
    public Optional<LiveObject> find(ObjectKey key) {
        return locked(() -> {
            KnownObject object = known.get(key);
            return object == null
                    ? Optional.<LiveObject>empty()
                    : contents.get(object.ticket()).map(packed -> object.object(key, packed));
        });
    }

    /** The Application that an object is marked for, if it is kept. */
    public Optional<String> ownerOf(ObjectKey key) {
        return locked(() -> Optional.ofNullable(known.get(key)).flatMap(KnownObject::owner));
    }

    /** The keys of what is marked for an Application, and those that it wants, whether there is something or not; in their order. */
    public SortedSet<ObjectKey> keysOf(String application) {
        return locked(() -> {
            SortedSet<ObjectKey> keys = new TreeSet<>(byOwner.getOrDefault(application, Set.of()));
            interest.of(application).ifPresent(wanted -> keys.addAll(wanted.keys()));
            return keys;
        });
    }

    private Optional<Change> take(Scope scope, Sighting seen) {
        ObjectKey key = seen.key();
        KnownObject before = known.get(key);
        if (seen.uid().equals(deleted.get(key)) || isOlder(seen.version(), before)) {
            return Optional.empty();
        }
        deleted.remove(key);
        othersIn(scope).remove(key);
        drop(key);
        KnownObject now = seen.known(contents.put(seen.packed()));
        known.put(key, now);
        now.owner()
                .ifPresent(owner ->
                        byOwner.computeIfAbsent(owner, none -> new TreeSet<>()).add(key));
        return before == null || now.differsFrom(before)
                ? Optional.of(change(key, before == null ? Optional.empty() : before.owner(), now.owner()))
                : Optional.empty();
    }

    private Optional<Change> forget(ObjectKey key) {
        KnownObject before = drop(key);
        return before == null ? Optional.empty() : Optional.of(change(key, before.owner(), Optional.empty()));
    }

    private @Nullable KnownObject drop(ObjectKey key) {
        KnownObject object = known.remove(key);
        if (object != null) {
            contents.remove(object.ticket());
            object.owner()
                    .ifPresent(owner -> byOwner.computeIfPresent(owner, (same, keys) -> {
                        keys.remove(key);
                        return keys.isEmpty() ? null : keys;
                    }));
        }
        return object;
    }

    private Change change(ObjectKey key, Optional<String> before, Optional<String> now) {
        Set<String> applications = new HashSet<>(interest.in(key));
        before.ifPresent(applications::add);
        now.ifPresent(applications::add);
        return new Change(key, applications);
    }

    /** Those of a scope that is closed are nobody's. */
    private ForeignKeys othersIn(Scope scope) {
        return foreign.getOrDefault(scope, new ForeignKeys());
    }

    private static boolean isOlder(ResourceVersion version, @Nullable KnownObject object) {
        return object != null && version.comparedTo(object.version()) == Order.OLDER;
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
