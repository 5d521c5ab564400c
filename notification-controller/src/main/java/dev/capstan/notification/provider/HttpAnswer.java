package dev.capstan.notification.provider;

import java.net.HttpURLConnection;
import java.time.Duration;

/**
 * The answer to an {@link HttpCall}.
 *
 * @param host who answered
 * @param status the status
 * @param retryAfter how long the place asks to be left alone; zero when it does not ask
 * @param body the beginning of the body, as text
 */
public record HttpAnswer(String host, int status, Duration retryAfter, String body) {
    private static final int TOO_MANY_REQUESTS = 429;

    /** Whether the status is one of the 200s. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * Does nothing when the status is one of the 200s.
     *
     * @throws DeliveryException for any other; one that may pass is tried again
     */
    public void requireSuccess(DeliveryTarget target) throws DeliveryException {
        if (isSuccess()) {
            return;
        }
        throw new DeliveryException(
                status == TOO_MANY_REQUESTS || status >= HttpURLConnection.HTTP_INTERNAL_ERROR
                        ? new DispatchFailure.Overloaded(target.key(), host, status, retryAfter)
                        : new DispatchFailure.Refused(target.key(), host, status));
    }

    /** Shows who answered what status. */
    @Override
    public String toString() {
        return status + " from " + host;
    }
}
