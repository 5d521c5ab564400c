package dev.capstan.apply.prune;

import dev.capstan.apply.Owner;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.profile.ApplyProfile;
import java.time.Duration;

/**
 * What to delete and for whom.
 *
 * @param owner only objects that carry this owner's labels are deleted
 * @param stale recorded objects that are no longer wanted, usually previous minus new
 * @param profile as in the apply, for the reverse order
 * @param concurrency how many requests are under way at once
 * @param patience how long an unavailable API server is asked again
 * @param isPreview whether everything is decided but nothing deleted
 */
public record PruneRequest(
        Owner owner, Inventory stale, ApplyProfile profile, int concurrency, Duration patience, boolean isPreview) {

    public static PruneRequest of(Owner owner, Inventory stale) {
        return new PruneRequest(owner, stale, ApplyProfile.kustomize(), 4, Duration.ofSeconds(30), false);
    }

    /** The same, only deciding. */
    public PruneRequest asPreview() {
        return new PruneRequest(owner, stale, profile, concurrency, patience, true);
    }
}
