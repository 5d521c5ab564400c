package dev.capstan.apply;

import dev.capstan.apply.watch.ObservedObject;
import java.util.Optional;

/** What handling one object led to. */
sealed interface ObjectOutcome {

    /**
     * Handled.
     *
     * @param before what was known of the object before, if it was there
     * @param after what it is now, if it is there
     */
    record Handled(
            PreparedObject object,
            Action action,
            String note,
            Optional<ObservedObject> before,
            Optional<ObservedObject> after)
            implements ObjectOutcome {}

    /** Not handled. */
    record Failed(PreparedObject object, ApplyFailure failure) implements ObjectOutcome {}
}
