package dev.capstan.notification.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final ObjectKey PROVIDER = new ObjectKey("flux", "p");

    @Test
    void pausesDoubleAndEnd() {
        var failure = new DispatchFailure.Unreachable(PROVIDER, "x", "refused");

        assertThat(IntStream.rangeClosed(1, 5).mapToObj(n -> RetryPolicy.STANDARD.pauseAfter(failure, n)))
                .containsExactly(seconds(2), seconds(4), seconds(8), seconds(16), Optional.empty());
    }

    @Test
    void aWishOfThePlaceIsHonouredUpToTheLongestPause() {
        assertThat(RetryPolicy.STANDARD.pauseAfter(overloaded(10), 1)).isEqualTo(seconds(10));
        assertThat(RetryPolicy.STANDARD.pauseAfter(overloaded(3600), 1)).isEqualTo(seconds(30));
    }

    private static DispatchFailure overloaded(int seconds) {
        return new DispatchFailure.Overloaded(PROVIDER, "x", 429, Duration.ofSeconds(seconds));
    }

    private static Optional<Duration> seconds(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
