package dev.capstan.applier.handover;

import dev.capstan.apply.ObjectId;
import java.util.Set;

/** What one object says about those that another one lets go. */
public sealed interface Claim {

    /** The object that may take over. */
    ObjectId taker();

    /**
     * It builds them.
     *
     * @param objects which of them
     * @param obstacle why it may not come to apply them soon, for people; empty when nothing is known
     * @param isBounded whether they are kept for it only as long as for one that is undecided
     */
    record Builds(ObjectId taker, Set<ObjectId> objects, String obstacle, boolean isBounded) implements Claim {

        /** Copies the set. */
        public Builds {
            objects = Set.copyOf(objects);
        }
    }

    /**
     * Nobody can say yet whether it builds others of them.
     *
     * @param why for people
     */
    record Undecided(ObjectId taker, String why) implements Claim {}
}
