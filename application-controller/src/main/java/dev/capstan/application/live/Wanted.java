package dev.capstan.application.live;

import dev.capstan.argo.object.ObjectKey;
import java.util.Set;

/**
 * What an Application wants to be seen of a cluster.
 *
 * @param application its instance name
 * @param kinds those of its targets, and of the resources in its status
 * @param keys its targets, which are seen whether they are marked or not
 */
public record Wanted(String application, Set<GroupKind> kinds, Set<ObjectKey> keys) {
    public Wanted {
        kinds = Set.copyOf(kinds);
        keys = Set.copyOf(keys);
    }
}
