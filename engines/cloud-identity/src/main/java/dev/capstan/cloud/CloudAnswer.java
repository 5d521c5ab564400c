package dev.capstan.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a service said.
 *
 * @param pause for which it asks to be left alone
 */
record CloudAnswer(int status, byte[] body, Optional<Duration> pause) {
    /** In bytes; a request asks for no more. */
    static final int LONGEST = 256 << 10;

    private static final int NOT_IMPLEMENTED = 501;

    /** Whether the service itself is in trouble, or is asked too often: the question may be answered later. */
    boolean isForNow() {
        return status == 429 || (status >= 500 && status != NOT_IMPLEMENTED);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "CloudAnswer[" + status + "]";
    }
}
