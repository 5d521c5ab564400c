package dev.capstan.access.git.adapter;

import dev.capstan.http.OutboundResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * When GitHub may be asked again that has had enough of us: <a
 * href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits for the REST API</a>. It says so
 * with 403 as well as with 429.
 */
final class RateLimit {
    /** What GitHub asks of those whom it does not tell. */
    private static final Duration UNTOLD = Duration.ofMinutes(1);

    /** Its limits are by the hour. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RateLimit() {}

    /**
     * The moment; empty when the answer is about something else.
     *
     * @param message what GitHub says in the body
     */
    static Optional<Instant> endsAt(OutboundResponse answer, String message, Instant now) {
        if (answer.status() != 403 && answer.status() != 429) {
            return Optional.empty();
        }
        return answer.retryAfter()
                .map(now::plus)
                .or(() -> answer.header("X-RateLimit-Remaining")
                        .filter("0"::equals)
                        .flatMap(_ -> answer.header("X-RateLimit-Reset"))
                        .flatMap(RateLimit::second))
                .or(() -> isNamed(answer.status(), message) ? Optional.of(now.plus(UNTOLD)) : Optional.empty())
                .map(end -> end.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : end);
    }

    private static Optional<Instant> second(String text) {
        return text.matches("[0-9]{1,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
                : Optional.empty();
    }

    private static boolean isNamed(int status, String message) {
        return status == 429 || message.toLowerCase(Locale.ROOT).contains("rate limit");
    }
}
