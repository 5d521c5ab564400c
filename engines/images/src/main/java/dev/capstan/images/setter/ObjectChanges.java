package dev.capstan.images.setter;

import java.util.List;

/**
 * What changes within one object.
 *
 * @param changes in the order of the text
 */
public record ObjectChanges(ObjectId object, List<Change> changes) {
    /** Copies the list. */
    public ObjectChanges {
        changes = List.copyOf(changes);
    }
}
