package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.drift.DriftDetection;
import dev.capstan.apply.drift.Ownership;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one object and what it should be. Not thread-safe: its user holds its monitor. While a write is under
 * way nothing counts as drift; what was seen meanwhile is judged when the write has settled.
 */
final class TrackedObject {

    private record Kept(Expectation expectation, String uid, Ownership ownership) {}

    private @Nullable ObservedObject current;
    private @Nullable Kept kept;
    private @Nullable ObjectNode seenWhileWriting;
    private int writes;
    private boolean isDrifted;

    Optional<ObservedObject> current() {
        return Optional.ofNullable(current);
    }

    boolean isKept() {
        return kept != null;
    }

    boolean isIdle() {
        return current == null && kept == null && writes == 0;
    }

    boolean isWriting() {
        return writes > 0;
    }

    Optional<Expectation> expectation() {
        return Optional.ofNullable(kept).map(Kept::expectation);
    }

    /** Takes note of a sighting; false when something newer was seen already. */
    boolean sees(ObservedObject seen) {
        ObservedObject before = current;
        if (before != null && !seen.isNewerThan(before)) {
            return false;
        }
        current = seen;
        return true;
    }

    void vanishes() {
        current = null;
        seenWhileWriting = null;
    }

    void beginWriting() {
        writes++;
    }

    void endWriting() {
        writes = Math.max(0, writes - 1);
    }

    void rememberWhileWriting(ObjectNode content) {
        seenWhileWriting = content;
    }

    /** What was seen during the write, once no write is under way any more. */
    Optional<ObjectNode> takeSeenWhileWriting() {
        if (writes > 0) {
            return Optional.empty();
        }
        ObjectNode seen = seenWhileWriting;
        seenWhileWriting = null;
        return Optional.ofNullable(seen);
    }

    void keep(ObservedObject settled, Expectation expectation) {
        kept = new Kept(expectation, settled.uid(), settled.ownership());
        isDrifted = false;
    }

    void release() {
        kept = null;
        isDrifted = false;
    }

    boolean isAsApplied(ObservedObject object, Expectation expectation) {
        Kept last = kept;
        return last != null
                && !isDrifted
                && last.uid().equals(object.uid())
                && last.expectation().equals(expectation);
    }

    /** Compares with what should be; a drift that was told already is told again only when it is another one. */
    Optional<Drift> judge(ObservedObject seen, ObjectNode content, DriftDetection detection) {
        Kept last = kept;
        if (last == null || writes > 0) {
            return Optional.empty();
        }
        Expectation expectation = last.expectation();
        if (!seen.uid().equals(last.uid())) {
            isDrifted = true;
            return Optional.of(new Drift(expectation.owner(), seen.id(), Drift.Kind.DELETED, List.of(), ""));
        }
        Optional<Drift> drift = detection.compare(
                expectation.owner(),
                seen.id(),
                last.ownership(),
                content,
                expectation.ignored(),
                expectation.isMerge());
        boolean isNews = drift.isPresent() && !isDrifted;
        isDrifted = drift.isPresent();
        return isNews ? drift : Optional.empty();
    }

    /** The drift of an object that is gone although it should be there. */
    Optional<Drift> judgeGone(dev.capstan.apply.ObjectId id) {
        Kept last = kept;
        if (last == null || writes > 0) {
            return Optional.empty();
        }
        isDrifted = true;
        return Optional.of(new Drift(last.expectation().owner(), id, Drift.Kind.DELETED, List.of(), ""));
    }
}
