package dev.capstan.application.live;

import dev.capstan.argo.object.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all Applications together want to be seen of one cluster. Thread-safe. */
public final class Interest {

    private final Map<String, Wanted> wanted = new HashMap<>();
    private final Map<GroupKind, Set<String>> byKind = new HashMap<>();
    private final Map<ObjectKey, Set<String>> byKey = new HashMap<>();

    /** Takes what an Application wants, in place of what it wanted before. */
    public synchronized void put(Wanted now) {
        remove(now.application());
        wanted.put(now.application(), now);
        now.allKinds().forEach(kind -> add(byKind, kind, now.application()));
        now.keys().forEach(key -> add(byKey, key, now.application()));
    }

    /** An Application wants nothing any more. */
    public synchronized void remove(String application) {
        Wanted before = wanted.remove(application);
        if (before != null) {
            before.allKinds().forEach(kind -> take(byKind, kind, application));
            before.keys().forEach(key -> take(byKey, key, application));
        }
    }

    /** What an Application wants. */
    public synchronized Optional<Wanted> of(String application) {
        return Optional.ofNullable(wanted.get(application));
    }

    /** All kinds that somebody wants. */
    public synchronized Set<GroupKind> kinds() {
        return Set.copyOf(byKind.keySet());
    }

    /** The Applications that want a kind. */
    public synchronized Set<String> in(GroupKind kind) {
        return Set.copyOf(byKind.getOrDefault(kind, Set.of()));
    }

    /** The Applications that want an object, whoever it is marked for. */
    public synchronized Set<String> in(ObjectKey key) {
        return Set.copyOf(byKey.getOrDefault(key, Set.of()));
    }

    private static <K> void add(Map<K, Set<String>> index, K key, String application) {
        index.computeIfAbsent(key, none -> new HashSet<>()).add(application);
    }

    private static <K> void take(Map<K, Set<String>> index, K key, String application) {
        index.computeIfPresent(key, (same, applications) -> {
            applications.remove(application);
            return applications.isEmpty() ? null : applications;
        });
    }
}
