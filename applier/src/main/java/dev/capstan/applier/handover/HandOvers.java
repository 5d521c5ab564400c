package dev.capstan.applier.handover;

import dev.capstan.apply.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who waits for whom, so that a hand-over goes on when something happens and nobody polls. Lives in memory: after a
 * restart every giver looks again, and the time that it waits begins again.
 */
public final class HandOvers {

    private final ConcurrentMap<ObjectId, Waiting> waiting = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectId, Map<ObjectId, Instant>> keptSince = new ConcurrentHashMap<>();
    private final Consumer<ObjectId> wake;

    /** @param wake asks for another look at the objects of a giver; must return at once */
    public HandOvers(Consumer<ObjectId> wake) {
        this.wake = wake;
    }

    /** The takers of each object, and those that may be. */
    private record Waiting(Map<ObjectId, Set<ObjectId>> takersOf, Set<ObjectId> undecided) {

        static Waiting on(Set<ObjectId> left, List<Claim> claims) {
            Map<ObjectId, Set<ObjectId>> takersOf = left.stream()
                    .collect(Collectors.toUnmodifiableMap(object -> object, object -> takersOf(object, claims)));
            Set<ObjectId> undecided = claims.stream()
                    .filter(Claim.Undecided.class::isInstance)
                    .map(Claim::taker)
                    .collect(Collectors.toUnmodifiableSet());
            return new Waiting(takersOf, undecided);
        }

        private static Set<ObjectId> takersOf(ObjectId object, List<Claim> claims) {
            return claims.stream()
                    .filter(claim -> claim instanceof Claim.Builds builds
                            && builds.objects().contains(object))
                    .map(Claim::taker)
                    .collect(Collectors.toUnmodifiableSet());
        }

        boolean concerns(ObjectId taker) {
            return undecided.contains(taker) || takersOf.values().stream().anyMatch(takers -> takers.contains(taker));
        }

        boolean concernsOne(ObjectId taker, Collection<ObjectId> written) {
            return written.stream()
                    .anyMatch(object -> takersOf.getOrDefault(object, Set.of()).contains(taker));
        }
    }

    /** A giver waits by these claims from now on, in place of earlier ones. To be called before it looks at the cluster. */
    void begin(ObjectId giver, Set<ObjectId> left, List<Claim> claims) {
        waiting.put(giver, Waiting.on(left, claims));
    }

    /** What the giver keeps, and since when at the latest. */
    void keeps(ObjectId giver, Set<ObjectId> kept, Instant now) {
        if (kept.isEmpty()) {
            waiting.remove(giver);
            keptSince.remove(giver);
            return;
        }
        keptSince.compute(
                giver,
                (_, before) -> kept.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                object -> object, object -> before == null ? now : before.getOrDefault(object, now))));
    }

    /** Since when the giver keeps an object; now, when it does not yet. */
    Instant keptSince(ObjectId giver, ObjectId object, Instant now) {
        return keptSince.getOrDefault(giver, Map.of()).getOrDefault(object, now);
    }

    /** A run of a giver begins: what it waits for is found out again, if it comes so far. */
    public void pause(ObjectId giver) {
        waiting.remove(giver);
    }

    /** A taker wrote these objects: whoever kept one of them for it may let it go. */
    public void wrote(ObjectId taker, Collection<ObjectId> written) {
        waiting.forEach((giver, waits) -> {
            if (waits.concernsOne(taker, written)) {
                wake.accept(giver);
            }
        });
    }

    /** It is known now what a taker builds, or that it takes nothing more. */
    public void decided(ObjectId taker) {
        waiting.forEach((giver, waits) -> {
            if (waits.concerns(taker)) {
                wake.accept(giver);
            }
        });
    }

    /** The object is gone, as a giver and as a taker. */
    public void forget(ObjectId gone) {
        waiting.remove(gone);
        keptSince.remove(gone);
        decided(gone);
    }
}
