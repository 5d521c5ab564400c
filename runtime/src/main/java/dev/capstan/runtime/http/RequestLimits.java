package dev.capstan.runtime.http;

import java.time.Duration;

/**
 * What one request, and all together, may take.
 *
 * @param bodyBytes bytes of a body
 * @param headerBytes bytes of all headers
 * @param readTimeout time for a whole request to arrive
 * @param requests requests that are read or handled at a time
 * @param connections connections that are open at a time
 */
public record RequestLimits(int bodyBytes, int headerBytes, Duration readTimeout, int requests, int connections) {
    /** Limits for events and webhooks, with bodies of this length. */
    public static RequestLimits withBodies(int bytes) {
        return new RequestLimits(bytes, 32 * 1024, Duration.ofSeconds(30), 64, 1024);
    }
}
