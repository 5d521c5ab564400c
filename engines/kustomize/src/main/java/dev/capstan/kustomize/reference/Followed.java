package dev.capstan.kustomize.reference;

import dev.capstan.kustomize.resource.Snapshot;
import java.util.List;

/**
 * An object after its references were followed.
 *
 * @param lookups the names that were looked up for it, with the objects that had them; when the same objects have them again, the
 *     result is the same
 * @param result the object
 */
public record Followed(List<Lookup> lookups, Snapshot result) {

    /** Copies the list. */
    public Followed {
        lookups = List.copyOf(lookups);
    }

    /**
     * One name.
     *
     * @param name a former name
     * @param holders the objects that once had it, in order
     */
    public record Lookup(String name, List<Snapshot> holders) {}
}
