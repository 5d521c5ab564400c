package dev.capstan.notification.provider;

import java.util.Map;
import java.util.Optional;

/** How a notification looks to one type of place. */
public interface MessageFormat {
    /** The request for a notification, or why there can be none. */
    Rendered render(Notification notification, DeliveryTarget target);

    /**
     * What a place that answered with a status of the 200s really meant; most mean success.
     *
     * @param body the beginning of the answer
     */
    default Optional<DispatchFailure> judge(DeliveryTarget target, String body) {
        return Optional.empty();
    }

    /** What became of a notification. */
    sealed interface Rendered {
        /**
         * A POST request.
         *
         * @param headers its headers
         * @param body its body
         */
        record Request(Map<String, String> headers, byte[] body) implements Rendered {}

        /**
         * There can be none.
         *
         * @param failure why
         */
        record Impossible(DispatchFailure failure) implements Rendered {}
    }
}
