package dev.capstan.apply.prune;

import dev.capstan.apply.ObjectId;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps a pruning from deleting although nothing else speaks against it.
 *
 * @param protectedKinds kinds of which nothing is deleted unless the object allows it: {@code Kind} of the core group, or
 *     {@code group/Kind}
 * @param limit how much may be deleted at once; empty for everything
 */
public record PruneBrake(Set<String> protectedKinds, Optional<PruneLimit> limit) {

    private static final PruneBrake NONE = new PruneBrake(Set.of(), Optional.empty());

    public PruneBrake {
        protectedKinds = Set.copyOf(protectedKinds);
    }

    /** No further kinds, no limit. */
    public static PruneBrake none() {
        return NONE;
    }

    /** The same with another limit. */
    public PruneBrake with(Optional<PruneLimit> other) {
        return new PruneBrake(protectedKinds, other);
    }

    boolean protects(ObjectId id) {
        return protectedKinds.contains(id.group().isEmpty() ? id.kind() : id.group() + "/" + id.kind());
    }
}
