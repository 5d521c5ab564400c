package dev.capstan.forge.rest;

import dev.capstan.http.OutboundResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a forge wants to be left alone that has had enough of us. GitHub says so with 403 as well as with 429: <a
 * href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits for the REST API</a>.
 */
final class RateLimit {
    private static final int TOO_MANY_REQUESTS = 429;
    /** What GitHub asks of those whom it does not tell. */
    private static final Duration UNTOLD = Duration.ofMinutes(1);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private RateLimit() {}

    /**
     * The time; empty when the answer is about something else.
     *
     * @param said what the forge says in the body
     */
    static Optional<Duration> wait(OutboundResponse answer, String said, Instant now) {
        if (answer.status() != 403 && answer.status() != TOO_MANY_REQUESTS) {
            return Optional.empty();
        }
        return answer.retryAfter()
                .or(() -> reset(answer).map(end -> Duration.between(now, end)))
                .or(() -> isNamed(answer.status(), said) ? Optional.of(UNTOLD) : Optional.empty())
                .map(RateLimit::bounded);
    }

    /** When nothing is left: the moment at which there is more. GitLab's headers have no prefix. */
    private static Optional<Instant> reset(OutboundResponse answer) {
        boolean isUsedUp =
                either(answer, "RateLimit-Remaining").filter("0"::equals).isPresent();
        return isUsedUp || answer.status() == TOO_MANY_REQUESTS
                ? either(answer, "RateLimit-Reset")
                        .filter(text -> text.matches("[0-9]{1,11}"))
                        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                : Optional.empty();
    }

    private static Optional<String> either(OutboundResponse answer, String name) {
        return answer.header("X-" + name).or(() -> answer.header(name));
    }

    private static boolean isNamed(int status, String said) {
        return status == TOO_MANY_REQUESTS || said.toLowerCase(Locale.ROOT).contains("rate limit");
    }

    static Duration bounded(Duration wait) {
        Duration atLeast = wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
        return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    }
}
