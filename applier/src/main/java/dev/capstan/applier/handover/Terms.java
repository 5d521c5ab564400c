package dev.capstan.applier.handover;

import dev.capstan.apply.ObjectId;
import java.time.Instant;
import java.util.function.Function;

/**
 * How long objects are kept.
 *
 * @param now the moment of the decision
 * @param deadline until when an object is kept for somebody who may never decide
 * @param isGoing whether the giver is deleted: then it does not wait for a taker longer than that either, and leaves the
 *     object to it
 */
public record Terms(Instant now, Function<ObjectId, Instant> deadline, boolean isGoing) {

    boolean isOver(ObjectId object) {
        return !now.isBefore(deadline.apply(object));
    }
}
