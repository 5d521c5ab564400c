package dev.capstan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure.Family;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.source.CommonSourceFailure.CloudIdentityUnusable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommonSourceFailureTest {
    @Test
    void aDiskThatIsFullIsToldFromOneThatIsBroken() {
        assertThat(CommonSourceFailure.Storage.of("No space left on device").isOutOfSpace())
                .isTrue();
        assertThat(CommonSourceFailure.Storage.of("Disk quota exceeded").isOutOfSpace())
                .isTrue();
        assertThat(CommonSourceFailure.Storage.of("Input/output error").isOutOfSpace())
                .isFalse();
    }

    @Test
    void aServiceThatIsBusyIsNotTheUsersFault() {
        var busy = new CloudIdentityUnusable(
                new CloudFailure.Busy("Amazon ECR", 429, "", Optional.of(Duration.ofSeconds(7))));

        assertThat(busy.family()).isEqualTo(Family.DEPENDENCY);
        assertThat(busy.message()).endsWith("(HTTP 429); it asks for a pause of 7s");
        assertThat(new CloudIdentityUnusable(new CloudFailure.Refused("Amazon ECR", 403, "")).family())
                .isEqualTo(Family.USER_INPUT);
    }
}
