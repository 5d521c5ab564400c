package dev.capstan.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened to every object that was handled, in the order of handling.
 *
 * @param changes one entry per object
 */
public record ChangeSet(List<Change> changes) {

    private static final ChangeSet EMPTY = new ChangeSet(List.of());

    public ChangeSet {
        changes = List.copyOf(changes);
    }

    public static ChangeSet empty() {
        return EMPTY;
    }

    /** Whether the cluster is different from before. */
    public boolean hasChanges() {
        return changes.stream().anyMatch(change -> change.action().isChange());
    }

    public long count(Action action) {
        return changes.stream().filter(change -> change.action() == action).count();
    }

    /** Text for an event: one line per object that changed, in order; empty when nothing did. */
    public String changeLog() {
        return changes.stream()
                .filter(change -> change.action().isChange())
                .map(Change::line)
                .collect(Collectors.joining("\n"));
    }

    public ChangeSet plus(ChangeSet other) {
        List<Change> all = new ArrayList<>(changes);
        all.addAll(other.changes);
        return new ChangeSet(all);
    }
}
