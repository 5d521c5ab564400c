package dev.capstan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.runtime.secret.SecretFailure;
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
    void whoWeAreIsAskedBeforeTheFetch() {
        var unread = new AccessFailure.SecretUnusable("spec.secretRef", new SecretFailure.Missing("access"));

        SourceResult<String> result = SourceResult.of(AccessResult.failed(unread));

        assertThat(result).isInstanceOfSatisfying(SourceResult.Failed.class, failed -> {
            assertThat(failed.failure().step()).isEqualTo(SourceStep.FETCH);
            assertThat(failed.failure().reason()).isEqualTo(unread.reason());
            assertThat(failed.failure().family()).isEqualTo(unread.family());
            assertThat(failed.failure().retry()).isEqualTo(unread.retry());
            assertThat(failed.failure().message())
                    .isEqualTo("spec.secretRef names the Secret 'access', which does not exist");
        });
    }
}
