package dev.capstan.secrets.metadata;

import java.util.List;
import java.util.stream.Stream;

/** Keys of which each opens the same: the data key, or a share of it. */
public record KeyGroup(List<MasterKey> keys) {
    /** Copies the list. */
    public KeyGroup {
        keys = List.copyOf(keys);
    }

    /** Those of one kind. */
    Stream<MasterKey> of(MasterKey.Kind kind) {
        return keys.stream().filter(key -> key.kind() == kind);
    }
}
