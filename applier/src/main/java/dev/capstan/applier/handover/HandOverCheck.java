package dev.capstan.applier.handover;

import dev.capstan.applier.identity.ApplyTarget;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.inventory.Inventory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks, before an owner prunes, who else builds what it lets go. Nothing is asked when it lets nothing go. */
public final class HandOverCheck {

    private final Claims claims;
    private final HandOvers handOvers;
    private final Duration patience;
    private final Clock clock;

    /** @param patience how long objects are kept for those who cannot say whether they build them */
    public HandOverCheck(Claims claims, HandOvers handOvers, Duration patience, Clock clock) {
        this.claims = claims;
        this.handOvers = handOvers;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * What becomes of objects that left the set of a giver.
     *
     * @param target where they are, with the rights of the giver
     */
    public HandOver ofChange(Giver giver, Inventory left, ApplyTarget target) {
        Instant now = clock.instant();
        return of(
                giver,
                left,
                target,
                new Terms(
                        now,
                        object -> handOvers.keptSince(giver.id(), object, now).plus(patience),
                        false));
    }

    /**
     * What becomes of all objects of a giver that is deleted.
     *
     * @param since how long ago its deletion was asked for
     */
    public HandOver ofDeletion(Giver giver, Inventory left, ApplyTarget target, Duration since) {
        Instant now = clock.instant();
        return of(giver, left, target, new Terms(now, _ -> now.minus(since).plus(patience), true));
    }

    /** How long it takes at most until something of what is kept is decided another way. */
    public Duration atMost(HandOver handOver) {
        Duration rest = handOver.nextDeadline()
                .map(deadline -> Duration.between(clock.instant(), deadline))
                .orElse(patience);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private HandOver of(Giver giver, Inventory left, ApplyTarget target, Terms terms) {
        Set<ObjectId> ids = left.entries().stream().map(target::inCluster).collect(Collectors.toUnmodifiableSet());
        List<Claim> found = ids.isEmpty() ? List.of() : claims.on(giver, ids);
        // Whoever writes from now on wakes the giver; whoever wrote before is seen by the look.
        handOvers.begin(giver.id(), ids, found);
        HandOver decided = HandOver.decide(giver.owner(), left, found, target::inCluster, target::ownerOf, terms);
        Set<ObjectId> kept = decided.kept().stream().map(it -> it.entry().id()).collect(Collectors.toUnmodifiableSet());
        handOvers.keeps(giver.id(), kept, terms.now());
        return decided;
    }
}
