package dev.capstan.applier.handover;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.prune.LiveOwner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What becomes of the objects that an owner lets go.
 *
 * @param free may be pruned; what others own by now, pruning leaves alone
 * @param handed belong to somebody else now
 * @param kept stay recorded, and are neither pruned nor applied
 * @param left are left to a taker without being deleted, since the giver goes
 */
public record HandOver(Inventory free, List<Handed> handed, List<Kept> kept, List<Kept> left) {

    /** Nothing changes hands. */
    public static final HandOver NONE = new HandOver(Inventory.empty(), List.of(), List.of(), List.of());

    private static final int NAMED_AT_MOST = 10;

    /** Copies the lists. */
    public HandOver {
        handed = List.copyOf(handed);
        kept = List.copyOf(kept);
        left = List.copyOf(left);
    }

    /** An object and whom it belongs to now. */
    public record Handed(ObjectId object, Owner to) {
        @Override
        public String toString() {
            return object.display() + " is now managed by "
                    + (to.labelPrefix().equals(Owner.KUSTOMIZE) ? "Kustomization/" : "") + to;
        }
    }

    /**
     * An object that waits for somebody.
     *
     * @param waitsFor whom
     * @param why for people, what is between the object and its new owner; goes on after "is"
     * @param until when the wait ends by itself; empty when it does not
     */
    public record Kept(RecordedObject entry, ObjectId waitsFor, String why, Optional<Instant> until) {}

    /**
     * Decides.
     *
     * @param left what leaves the set of the giver
     * @param claims what others say about them
     * @param inCluster the id that an object has there
     * @param live looks whose an object is in the cluster; only asked about objects that somebody claims or may claim
     */
    public static HandOver decide(
            Owner giver,
            Inventory left,
            List<Claim> claims,
            Function<RecordedObject, ObjectId> inCluster,
            Function<RecordedObject, LiveOwner> live,
            Terms terms) {
        var free = new ArrayList<RecordedObject>();
        var handed = new ArrayList<Handed>();
        var kept = new ArrayList<Kept>();
        var leftBehind = new ArrayList<Kept>();
        for (RecordedObject entry : left) {
            Optional<Kept> wait = waitFor(entry, inCluster.apply(entry), claims, terms);
            if (wait.isEmpty()) {
                free.add(entry);
                continue;
            }
            switch (live.apply(entry)) {
                case LiveOwner.Owned(var owner)
                when owner.equals(giver) -> {
                    if (terms.isGoing() && terms.isOver(entry.id())) {
                        leftBehind.add(wait.get());
                    } else {
                        kept.add(wait.get());
                    }
                }
                case LiveOwner.Owned(var owner) -> {
                    handed.add(new Handed(entry.id(), owner));
                    free.add(entry);
                }
                case LiveOwner.NotOwned _ -> free.add(entry);
                case LiveOwner.Unknown(var why) ->
                    kept.add(new Kept(
                            entry,
                            wait.get().waitsFor(),
                            "kept, because the API server does not say whose it is: " + why,
                            Optional.empty()));
            }
        }
        return new HandOver(Inventory.of(free), handed, kept, leftBehind);
    }

    private static Optional<Kept> waitFor(RecordedObject entry, ObjectId inCluster, List<Claim> claims, Terms terms) {
        boolean isOver = terms.isOver(entry.id());
        Stream<Kept> takers = claims.stream()
                .flatMap(claim -> claim instanceof Claim.Builds builds ? Stream.of(builds) : Stream.empty())
                .filter(builds -> builds.objects().contains(inCluster) && !(builds.isBounded() && isOver))
                .map(builds -> new Kept(
                        entry,
                        builds.taker(),
                        "handed over to " + builds.taker().display() + ", which has not applied it yet"
                                + (builds.obstacle().isEmpty() ? "" : " (" + builds.obstacle() + ")"),
                        builds.isBounded() || terms.isGoing()
                                ? Optional.of(terms.deadline().apply(entry.id()))
                                : Optional.empty()));
        Stream<Kept> undecided = claims.stream()
                .flatMap(claim -> claim instanceof Claim.Undecided open && !isOver ? Stream.of(open) : Stream.empty())
                .map(open -> new Kept(
                        entry,
                        open.taker(),
                        "kept until %s at the latest, because %s may build it: %s"
                                .formatted(
                                        terms.deadline().apply(entry.id()),
                                        open.taker().display(),
                                        open.why()),
                        Optional.of(terms.deadline().apply(entry.id()))));
        return Stream.concat(takers, undecided).findFirst();
    }

    /** The kept objects, to be recorded. */
    public Inventory keptObjects() {
        return Inventory.of(kept.stream().map(Kept::entry).toList());
    }

    /** The earliest moment at which a wait ends by itself; empty when none does. */
    public Optional<Instant> nextDeadline() {
        return kept.stream().flatMap(it -> it.until().stream()).min(Instant::compareTo);
    }

    /** What waits for whom, for people: one text for each cause. */
    public List<String> keptLines() {
        return lines(kept);
    }

    /** What was left to whom, for people: one text for each cause. */
    public List<String> leftLines() {
        return lines(left);
    }

    private static List<String> lines(List<Kept> waiting) {
        Map<String, List<String>> byCause = new LinkedHashMap<>();
        waiting.forEach(it -> byCause.computeIfAbsent(it.why(), _ -> new ArrayList<>())
                .add(it.entry().id().display()));
        return byCause.entrySet().stream()
                .map(cause -> named(cause.getValue()) + cause.getKey())
                .toList();
    }

    private static String named(List<String> objects) {
        if (objects.size() == 1) {
            return objects.getFirst() + " is ";
        }
        int more = objects.size() - NAMED_AT_MOST;
        return String.join(", ", objects.subList(0, Math.min(objects.size(), NAMED_AT_MOST)))
                + (more > 0 ? " and " + more + " more" : "")
                + " are each ";
    }
}
