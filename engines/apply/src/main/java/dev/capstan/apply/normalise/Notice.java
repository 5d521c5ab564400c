package dev.capstan.apply.normalise;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.SourcePosition;

/**
 * Something that people should know about a manifest although it was applied.
 *
 * @param id the object
 * @param origin where it was written
 * @param field path of the field
 * @param what what was done, as a sentence
 */
public record Notice(ObjectId id, SourcePosition origin, String field, String what) {

    @Override
    public String toString() {
        return (origin.isKnown() ? origin + ": " : "") + id.display() + " " + field + ": " + what;
    }
}
