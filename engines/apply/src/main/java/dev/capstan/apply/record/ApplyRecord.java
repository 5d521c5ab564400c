package dev.capstan.apply.record;

import dev.capstan.apply.Action;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.SourcePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Everything that one apply did, for the event stream and the audit trail. Holds no content and no secret: hashes of
 * Secrets are keyed with a random key of the process, so that equality can be seen but no value can be guessed.
 *
 * @param owner on whose behalf
 * @param revision revision of the source
 * @param actor who asked for it
 * @param startedAt when it began
 * @param took how long it lasted
 * @param isSuccess whether it came to its end
 * @param failure the first failure's message, empty on success
 * @param requests how many requests went to the API server
 * @param objects one entry per object that was handled
 */
public record ApplyRecord(
        Owner owner,
        String revision,
        String actor,
        Instant startedAt,
        Duration took,
        boolean isSuccess,
        String failure,
        int requests,
        List<Entry> objects) {

    public ApplyRecord {
        objects = List.copyOf(objects);
    }

    /** The same with what may be shown of its failure. */
    public ApplyRecord showing(UnaryOperator<String> shown) {
        return new ApplyRecord(
                owner, revision, actor, startedAt, took, isSuccess, shown.apply(failure), requests, objects);
    }

    /**
     * What happened to one object.
     *
     * @param id the object
     * @param version API version without group
     * @param action what was done
     * @param before hash of our fields before, empty when there were none or they were not known
     * @param after hash of our fields after
     * @param resourceVersion version of the object after
     * @param origin where it was written
     */
    public record Entry(
            ObjectId id,
            String version,
            Action action,
            String before,
            String after,
            String resourceVersion,
            SourcePosition origin) {}
}
