package dev.capstan.application.set;

import java.util.List;

/**
 * What was done to the Applications of a set, by name.
 *
 * @param created those that were created
 * @param changed those that were changed
 * @param deleted those whose deletion was asked for
 */
public record SetChanges(List<String> created, List<String> changed, List<String> deleted) {
    /** Nothing. */
    public static final SetChanges NONE = new SetChanges(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public SetChanges {
        created = List.copyOf(created);
        changed = List.copyOf(changed);
        deleted = List.copyOf(deleted);
    }
}
