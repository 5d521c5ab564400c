package dev.capstan.apply.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a request to the API server led to.
 *
 * @param <T> what a success carries
 */
public sealed interface ApiResult<T> {

    /**
     * Done.
     *
     * @param value the answer
     * @param isCreated whether the request made a new object
     */
    record Ok<T>(T value, boolean isCreated) implements ApiResult<T> {}

    /**
     * The API server answered no.
     *
     * @param code HTTP status
     * @param reason machine word ({@code Invalid}, {@code Forbidden}, …), empty when none was given
     * @param message text as the API server wrote it: may hold secret values
     * @param causes details by field
     * @param retryAfter how long it asks to wait
     */
    record Refused<T>(int code, String reason, String message, List<FieldCause> causes, Optional<Duration> retryAfter)
            implements ApiResult<T> {

        private static final List<String> MANIFEST_FAULTS = List.of(
                "failed to create typed patch object",
                "failed to create manager for",
                "request is too large",
                "trying to send message larger than max",
                "quantities must match",
                "unable to parse quantity",
                "cannot unmarshal",
                "illegal base64 data");

        public boolean isNotFound() {
            return code == 404;
        }

        public boolean isConflict() {
            return code == 409;
        }

        /** Overload or a fault of the server: the same request may succeed later. */
        public boolean isTransient() {
            return code == 429 || (code >= 500 && !isManifestFault());
        }

        /** What is wrong with an object is sometimes answered as a fault of the server, though it can never succeed. */
        private boolean isManifestFault() {
            return MANIFEST_FAULTS.stream().anyMatch(message::contains);
        }
    }

    /**
     * No answer.
     *
     * @param what what went wrong, for people
     */
    record Unreachable<T>(String what) implements ApiResult<T> {}
}
