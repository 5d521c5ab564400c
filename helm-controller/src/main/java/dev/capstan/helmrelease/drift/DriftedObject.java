package dev.capstan.helmrelease.drift;

import dev.capstan.apply.ObjectId;

/** An object that is not as released. */
public sealed interface DriftedObject {

    /** Which object. */
    ObjectId id();

    /** It is gone. */
    record Removed(ObjectId id) implements DriftedObject {
        @Override
        public String toString() {
            return id.display() + " removed";
        }
    }

    /** It differs, and was put back before it could be compared. */
    record Differs(ObjectId id) implements DriftedObject {
        @Override
        public String toString() {
            return id.display() + " changed";
        }
    }

    /**
     * It differs.
     *
     * @param additions fields that it lacks
     * @param changes fields with another value
     * @param removals entries that it has too many
     */
    record Changed(ObjectId id, int additions, int changes, int removals) implements DriftedObject {
        @Override
        public String toString() {
            return "%s changed (%d additions, %d changes, %d removals)"
                    .formatted(id.display(), additions, changes, removals);
        }
    }
}
