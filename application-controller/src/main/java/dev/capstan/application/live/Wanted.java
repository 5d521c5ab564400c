package dev.capstan.application.live;

import dev.capstan.argo.object.ObjectKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an Application wants to be seen of a cluster.
 *
 * @param application its instance name
 * @param kinds those of its targets, and of the resources in its status
 * @param keys its targets, which are seen whether they are marked or not
 * @param versions {@code apiVersion} of targets: objects are given in it, whichever version the cluster prefers
 */
public record Wanted(String application, Set<GroupKind> kinds, Set<ObjectKey> keys, Map<ObjectKey, String> versions) {
    public Wanted {
        kinds = Set.copyOf(kinds);
        keys = Set.copyOf(keys);
        versions = Map.copyOf(versions);
    }

    /** Objects are given in the versions that the cluster prefers. */
    public Wanted(String application, Set<GroupKind> kinds, Set<ObjectKey> keys) {
        this(application, kinds, keys, Map.of());
    }

    /** The kinds that it asks for, and those of its objects. */
    public Set<GroupKind> allKinds() {
        Set<GroupKind> all = new HashSet<>(kinds);
        keys.forEach(key -> all.add(GroupKind.of(key)));
        return all;
    }
}
