package dev.capstan.images.setter;

import java.util.List;

/**
 * A file with other values.
 *
 * @param path from the root of the tree
 * @param content all of it, as it shall be
 * @param objects in the order of the text, only those that change
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares whole files by this record
public record ChangedFile(String path, byte[] content, List<ObjectChanges> objects) {
    /** Copies the list. */
    public ChangedFile {
        objects = List.copyOf(objects);
    }
}
