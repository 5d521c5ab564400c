package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.ResourceVersion.Order;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.drift.DriftComparison;
import dev.capstan.apply.drift.Ownership;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one object and what it should be. Reports come from watch events, lists, and answers to our own
 * requests, in any order; of two, the one of the later version holds. While a write is under way nothing counts as
 * drift; what was seen meanwhile, a deletion included, is judged when the last write has ended. Not thread-safe: its
 * user holds its monitor.
 */
final class TrackedObject {

    private record Applied(Expectation expectation, String uid, ResourceVersion version, Ownership ownership) {}

    private final ObjectId id;
    private final DriftComparison detection;
    private Knowledge knowledge;
    private @Nullable Applied applied;
    /** The newest sighting of a write's time; judged when the write has ended. */
    private @Nullable ObjectNode unjudged;

    private int writes;
    private boolean isTouchedWhileWriting;
    private boolean isDrifted;
    private boolean hasExpired;
    private String noteOnDeletion = "";

    /**
     * @param knowledge what is known at the beginning: absent as of a version when the kind is in view, else nothing
     */
    TrackedObject(ObjectId id, Knowledge knowledge, DriftComparison detection) {
        this.id = id;
        this.knowledge = knowledge;
        this.detection = detection;
    }

    ObjectId id() {
        return id;
    }

    Knowledge knowledge() {
        return knowledge;
    }

    /** Whether nothing would be lost by forgetting this. */
    boolean isIdle() {
        boolean saysNothing = knowledge instanceof Knowledge.Absent || knowledge instanceof Knowledge.OutOfView;
        return saysNothing && applied == null && writes == 0;
    }

    /** Whether the object of that uid was applied for that owner. */
    boolean wasApplied(String uid, Owner owner) {
        Applied last = applied;
        return last != null
                && last.uid().equals(uid)
                && last.expectation().owner().equals(owner);
    }

    boolean isDrifted() {
        return applied != null && isDrifted;
    }

    private boolean isExpected() {
        return applied != null;
    }

    /** Whether what is known of it concerns that owner. */
    boolean concerns(Owner owner) {
        return (applied != null && applied.expectation().owner().equals(owner))
                || (knowledge instanceof Knowledge.Present(var object) && object.isOwnedBy(owner));
    }

    /** An event or a list shows the object. */
    Sighting present(ObservedObject seen, ObjectNode content) {
        if (!isNews(seen)) {
            return Sighting.noNews();
        }
        Optional<ObservedObject> before = current();
        knowledge = new Knowledge.Present(seen);
        hasExpired = false;
        if (writes > 0) {
            isTouchedWhileWriting = true;
            unjudged = content;
            return new Sighting(true, before, Optional.empty(), isExpected(), false);
        }
        return new Sighting(true, before, judge(seen, content), isExpected(), false);
    }

    /**
     * A request for this object was answered with it. Known from now on, and compared with what was applied; a
     * difference is not reported, because who asked is about to act on it.
     *
     * @param isInView whether a watch would report its end
     */
    void asked(ObservedObject seen, ObjectNode content, boolean isInView) {
        if (isInView && isOrderUnknown(seen)) {
            // An event may have come since the answer was written.
            knowledge = new Knowledge.Unknown();
        } else if (isInView && isNews(seen)) {
            knowledge = new Knowledge.Present(seen);
            hasExpired = false;
        }
        if (writes == 0) {
            judge(seen, content);
        }
    }

    /**
     * The object is gone.
     *
     * @param at version of the deletion
     * @param last how it was in the end
     */
    Sighting deleted(ResourceVersion at, ObservedObject last, String note) {
        return gone(at, last.lifetime() == Lifetime.DONE, note);
    }

    /**
     * A complete list did not hold the object.
     *
     * @param asOf version of the list
     */
    Sighting notListed(ResourceVersion asOf) {
        if (knowledge instanceof Knowledge.Present(var object)
                && version(object).comparedTo(asOf) == Order.UNKNOWN
                && !object.resourceVersion().equals(asOf.text())) {
            // Made after the list or gone before it: who applies it will ask.
            knowledge = new Knowledge.Unknown();
            return new Sighting(true, Optional.of(object), doubtfulUnlessWriting(), isExpected(), false);
        }
        // Its last moments were not seen; one that was to go by itself is taken at its word.
        boolean isOver =
                current().filter(it -> it.lifetime() != Lifetime.LASTING).isPresent();
        return gone(asOf, isOver, "");
    }

    private Sighting gone(ResourceVersion at, boolean isOver, String note) {
        switch (knowledge) {
            case Knowledge.Present(var object) -> {
                if (version(object).comparedTo(at) == Order.NEWER) {
                    return Sighting.noNews();
                }
            }
            case Knowledge.Absent(var asOf) -> {
                knowledge = new Knowledge.Absent(asOf.latest(at));
                return Sighting.noNews();
            }
            case Knowledge.Unknown _, Knowledge.OutOfView _ -> {}
        }
        Optional<ObservedObject> before = current();
        knowledge = new Knowledge.Absent(at);
        unjudged = null;
        hasExpired = isOver;
        noteOnDeletion = note;
        if (writes > 0) {
            isTouchedWhileWriting = true;
        }
        Optional<Drift> drift = isOver ? Optional.empty() : goneUnlessWriting();
        return new Sighting(true, before, drift, isExpected(), isOver && isExpected());
    }

    /** What is known is not relied on any more; who applies the object asks for it. */
    void doubt() {
        knowledge = new Knowledge.Unknown();
    }

    /** No watch shows this object, so nobody would report what becomes of it. */
    void leaveView() {
        knowledge = new Knowledge.OutOfView();
    }

    /** The cluster went back to an earlier state, so that no version that was seen says anything any more. */
    void forgetVersions() {
        knowledge = new Knowledge.Unknown();
        applied = null;
        isDrifted = false;
    }

    /**
     * Compares with a list that began after somebody asked whether this is still true.
     *
     * @param listed uid and version in the list, empty when it does not hold the object
     * @param asOf version of the list
     */
    void compare(Optional<ListedVersion> listed, ResourceVersion asOf) {
        if (knowledge instanceof Knowledge.Present(var object)) {
            boolean isTrue = listed.map(item -> item.uid().equals(object.uid())
                            && switch (version(object).comparedTo(item.version())) {
                                case SAME, NEWER -> true;
                                case OLDER, UNKNOWN -> false;
                            })
                    .orElseGet(() -> version(object).comparedTo(asOf) == Order.NEWER);
            if (!isTrue) {
                doubt();
            }
        }
    }

    void beginWriting() {
        if (writes++ == 0) {
            isTouchedWhileWriting = false;
        }
    }

    /** A write was answered with the object as it was at that moment, which may be over by now. */
    Optional<Drift> settled(ObservedObject answer, Expectation expectation) {
        if (!answer.isOwnedBy(expectation.owner())) {
            // Something in the cluster takes our labels away: no watch will ever show this object.
            release(expectation.owner());
            return endWriting();
        }
        if (isOrderUnknown(answer) && isTouchedWhileWriting) {
            // Whether the event or the answer is the newer one cannot be said: who comes next asks.
            keep(answer, expectation);
            unjudged = null;
            knowledge = new Knowledge.Unknown();
            writes = Math.max(0, writes - 1);
            return doubtfulUnlessWriting();
        }
        if (isNews(answer)) {
            knowledge = new Knowledge.Present(answer);
            unjudged = null;
            hasExpired = false;
        }
        keep(answer, expectation);
        return endWriting();
    }

    /** A write did not happen, or what became of it is not known. */
    Optional<Drift> abandoned() {
        return endWriting();
    }

    /** The object was found to be as that manifest wants it. */
    Optional<Drift> confirmed(ObservedObject found, Expectation expectation) {
        if (!isAsApplied(found, expectation)) {
            keep(found, expectation);
        }
        return writes > 0 ? Optional.empty() : judgeConfirmed(found);
    }

    /** It need not be as it was applied for that owner any more. */
    void release(Owner owner) {
        if (applied != null && applied.expectation().owner().equals(owner)) {
            applied = null;
            isDrifted = false;
            hasExpired = false;
        }
    }

    /** Whether that manifest was the last one applied and our fields have not changed since. */
    boolean isAsApplied(ObservedObject object, Expectation expectation) {
        Applied last = applied;
        return last != null
                && !isDrifted
                && last.uid().equals(object.uid())
                && last.expectation().isSameManifest(expectation);
    }

    /** Whether what that manifest describes was applied, did its work, and is over or about to be. */
    boolean hasExpired(Expectation expectation) {
        Applied last = applied;
        boolean isOver = hasExpired || current().filter(TrackedObject::isEnding).isPresent();
        return isOver && last != null && last.expectation().equals(expectation);
    }

    private static boolean isEnding(ObservedObject object) {
        return object.isDeleting() && object.lifetime() == Lifetime.DONE;
    }

    private Optional<ObservedObject> current() {
        return knowledge instanceof Knowledge.Present(var object) ? Optional.of(object) : Optional.empty();
    }

    private boolean isNews(ObservedObject seen) {
        Order order = switch (knowledge) {
            case Knowledge.Unknown _, Knowledge.OutOfView _ -> Order.NEWER;
            case Knowledge.Present(var object) -> version(seen).comparedTo(version(object));
            case Knowledge.Absent(var asOf) -> version(seen).comparedTo(asOf);
        };
        return switch (order) {
            // Events and lists of a kind come in order.
            case NEWER, UNKNOWN -> true;
            case SAME, OLDER -> false;
        };
    }

    private boolean isOrderUnknown(ObservedObject answer) {
        return switch (knowledge) {
            case Knowledge.Unknown _, Knowledge.OutOfView _ -> false;
            case Knowledge.Present(var object) -> version(answer).comparedTo(version(object)) == Order.UNKNOWN;
            case Knowledge.Absent(var asOf) -> version(answer).comparedTo(asOf) == Order.UNKNOWN;
        };
    }

    /** What was applied last counts, also when its answer comes before that of an earlier write. */
    private void keep(ObservedObject object, Expectation expectation) {
        if (applied == null || version(object).comparedTo(applied.version()) != Order.OLDER) {
            applied = new Applied(expectation, object.uid(), version(object), object.ownership());
            isDrifted = false;
        }
    }

    private Optional<Drift> endWriting() {
        writes = Math.max(0, writes - 1);
        if (writes > 0) {
            return Optional.empty();
        }
        ObjectNode content = unjudged;
        unjudged = null;
        return switch (knowledge) {
            case Knowledge.Absent _ -> hasExpired ? Optional.empty() : goneUnlessWriting();
            case Knowledge.Present(var object) -> content == null ? Optional.empty() : judge(object, content);
            case Knowledge.Unknown _, Knowledge.OutOfView _ -> Optional.empty();
        };
    }

    private Optional<Drift> judgeConfirmed(ObservedObject found) {
        return switch (knowledge) {
            case Knowledge.Absent(var asOf)
            when asOf.comparedTo(version(found)) != Order.OLDER && !hasExpired -> goneUnlessWriting();
            case Knowledge.Present(var object)
            when version(object).comparedTo(version(found)) == Order.NEWER -> judgeWithoutContent(object);
            case Knowledge.Absent _, Knowledge.Present _, Knowledge.Unknown _, Knowledge.OutOfView _ ->
                Optional.empty();
        };
    }

    private Optional<Drift> judgeWithoutContent(ObservedObject seen) {
        Applied last = applied;
        if (last == null || (seen.uid().equals(last.uid()) && seen.ownership().equals(last.ownership()))) {
            return Optional.empty();
        }
        return doubtfulUnlessWriting();
    }

    /** Something happened to it, and what exactly is for the next run to find out. */
    private Optional<Drift> doubtfulUnlessWriting() {
        Applied last = applied;
        if (last == null || writes > 0) {
            return Optional.empty();
        }
        isDrifted = true;
        return Optional.of(
                new Drift(last.expectation().owner(), id, Drift.Kind.CHANGED, List.of("while it was applied"), ""));
    }

    /**
     * Compares with what should be; a drift that was reported already is reported again only when it is another one.
     */
    private Optional<Drift> judge(ObservedObject seen, ObjectNode content) {
        Applied last = applied;
        if (last == null || isEnding(seen)) {
            return Optional.empty();
        }
        Expectation expectation = last.expectation();
        if (!seen.uid().equals(last.uid())) {
            isDrifted = true;
            return Optional.of(new Drift(expectation.owner(), id, Drift.Kind.DELETED, List.of(), ""));
        }
        Optional<Drift> drift = detection.compare(
                expectation.owner(), id, last.ownership(), content, expectation.ignored(), expectation.isMerge());
        boolean isNews = drift.isPresent() && !isDrifted;
        isDrifted = drift.isPresent();
        return isNews ? drift : Optional.empty();
    }

    private Optional<Drift> goneUnlessWriting() {
        Applied last = applied;
        if (last == null || writes > 0) {
            return Optional.empty();
        }
        isDrifted = true;
        return Optional.of(
                new Drift(last.expectation().owner(), id, Drift.Kind.DELETED, List.of(), "", noteOnDeletion));
    }

    private static ResourceVersion version(ObservedObject object) {
        return new ResourceVersion(object.resourceVersion());
    }
}
