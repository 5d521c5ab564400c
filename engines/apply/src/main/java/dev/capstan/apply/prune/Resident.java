package dev.capstan.apply.prune;

import dev.capstan.apply.ObjectId;

/**
 * An object of somebody else that would go with another one.
 *
 * @param id the object
 * @param of whose it is, for people
 */
record Resident(ObjectId id, String of) {

    @Override
    public String toString() {
        return id.display() + " (" + of + ")";
    }
}
