package dev.capstan.apply.prune;

import dev.capstan.apply.Owner;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.profile.ApplyProfile;
import java.time.Duration;
import java.util.Optional;

/**
 * What to delete and for whom.
 *
 * @param owner only objects that carry this owner's labels are deleted
 * @param stale recorded objects that are no longer wanted, usually previous minus new
 * @param profile as in the apply, for the reverse order
 * @param concurrency how many requests are under way at once
 * @param patience how long an unavailable API server is asked again
 * @param brake what keeps it from deleting although nothing else speaks against it
 * @param recorded how many objects the owner has recorded; its limit is a share of these
 * @param isPreview whether everything is decided but nothing deleted
 */
public record PruneRequest(
        Owner owner,
        Inventory stale,
        ApplyProfile profile,
        int concurrency,
        Duration patience,
        PruneBrake brake,
        int recorded,
        boolean isPreview) {

    public static PruneRequest of(Owner owner, Inventory stale) {
        return new PruneRequest(
                owner,
                stale,
                ApplyProfile.kustomize(),
                4,
                Duration.ofSeconds(30),
                PruneBrake.none(),
                stale.size(),
                false);
    }

    /** The same with a limit for what may be deleted at once, as a share of so many recorded objects. */
    public PruneRequest limitedTo(Optional<PruneLimit> limit, int ofRecorded) {
        return new PruneRequest(owner, stale, profile, concurrency, patience, brake.with(limit), ofRecorded, isPreview);
    }

    /** The same, only deciding. */
    public PruneRequest asPreview() {
        return new PruneRequest(owner, stale, profile, concurrency, patience, brake, recorded, true);
    }
}
