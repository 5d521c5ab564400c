package dev.capstan.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.apply.watch.ObservedObject;
import java.time.Duration;
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
    record Failed(PreparedObject object, ApplyFailure failure) implements ObjectOutcome {

        /** The API server said no; secret values are masked. */
        static Failed refused(PreparedObject object, ApplyFailure.Phase phase, ApiResult.Refused<ObjectNode> refused) {
            SecretMask mask = object.mask();
            return new Failed(
                    object,
                    new ApplyFailure.Rejected(
                            object.id(),
                            object.manifest().origin(),
                            phase,
                            refused.code(),
                            refused.reason(),
                            mask.mask(refused.message()),
                            mask.mask(refused.causes())));
        }

        /** There was no answer, for as long as that. */
        static Failed unavailable(PreparedObject object, String what, Duration waited) {
            return new Failed(
                    object,
                    new ApplyFailure.ClusterUnavailable(object.mask().mask(what), waited, Optional.of(object.id())));
        }
    }
}
