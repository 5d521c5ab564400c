package dev.capstan.apply.prune;

import dev.capstan.apply.Owner;
import dev.capstan.apply.inventory.Inventory;
import java.time.Duration;
import java.util.Set;

/**
 * What to delete and for whom.
 *
 * @param owner only objects that carry this owner's labels are deleted
 * @param stale recorded objects that are no longer wanted, usually previous minus new
 * @param customStageKinds as in the apply, for the reverse order
 * @param concurrency how many requests are under way at once
 * @param patience how long an unavailable API server is asked again
 * @param isPreview whether everything is decided but nothing deleted
 */
public record PruneRequest(
        Owner owner,
        Inventory stale,
        Set<String> customStageKinds,
        int concurrency,
        Duration patience,
        boolean isPreview) {

    public static PruneRequest of(Owner owner, Inventory stale) {
        return new PruneRequest(owner, stale, Set.of(), 4, Duration.ofSeconds(30), false);
    }

    /** The same, only deciding. */
    public PruneRequest asPreview() {
        return new PruneRequest(owner, stale, customStageKinds, concurrency, patience, true);
    }
}
