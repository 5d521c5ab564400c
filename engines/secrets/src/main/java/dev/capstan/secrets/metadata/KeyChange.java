package dev.capstan.secrets.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keys that come to a file and keys that go.
 *
 * @param added to the first group, unless they are there
 * @param removed from all groups; a group that was left without keys goes
 */
public record KeyChange(List<MasterKey> added, List<MasterKey> removed) {
    /** Copies the lists. */
    public KeyChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /** The groups after the change. */
    public List<KeyGroup> appliedTo(List<KeyGroup> groups) {
        var changed = new ArrayList<KeyGroup>();
        for (int i = 0; i < groups.size(); i++) {
            var kept = groups.get(i).keys().stream()
                    .filter(key -> removed.stream().noneMatch(key::isSame))
                    .toList();
            var fresh = i > 0
                    ? List.<MasterKey>of()
                    : added.stream()
                            .filter(key -> kept.stream().noneMatch(key::isSame))
                            .toList();
            if (!kept.isEmpty() || !fresh.isEmpty()) {
                changed.add(new KeyGroup(
                        Stream.concat(kept.stream(), fresh.stream()).toList()));
            }
        }
        return List.copyOf(changed);
    }
}
