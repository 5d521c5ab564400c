package dev.capstan.runtime.bus.nats;

import io.nats.client.JetStreamApiException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells refusals of a message, which the same message meets again, from troubles that pass. */
final class PublishRefusal {
    private PublishRefusal() {}

    /**
     * Why the server refuses the message itself; empty when it may pass later: no answer, no leader, no room, too many requests.
     *
     * @param failure of a publication, possibly wrapped
     */
    static Optional<String> of(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JetStreamApiException answer) {
                return isRequestAtFault(answer.getErrorCode()) ? Optional.of(text(answer)) : Optional.empty();
            }
            if (cause instanceof IllegalArgumentException unsendable) {
                return Optional.of(String.valueOf(unsendable.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** The codes are those of HTTP: 4xx blames the request, except when it says "too slow" or "too many". */
    private static boolean isRequestAtFault(int code) {
        return code >= 400 && code < 500 && code != 408 && code != 429;
    }

    private static String text(JetStreamApiException answer) {
        return "%s (code %d, JetStream %d)"
                .formatted(answer.getErrorDescription(), answer.getErrorCode(), answer.getApiErrorCode());
    }
}
