package dev.capstan.access.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure.Family;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.RepositoryName;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryFailuresTest {
    private static final RepositoryName APP = new RepositoryName("registry.example.org", "app");

    @Test
    void aRegistryThatDoesNotAnswerIsADependency() {
        assertThat(RegistryFailures.family(new OciFailure.Unreachable(APP, "connection refused")))
                .isEqualTo(Family.DEPENDENCY);
        assertThat(RegistryFailures.family(new OciFailure.RateLimited(APP, Optional.of(Duration.ofSeconds(7)))))
                .isEqualTo(Family.DEPENDENCY);
    }

    @Test
    void whatIsMoreThanIsReadExhaustsResources() {
        assertThat(RegistryFailures.family(new OciFailure.LimitExceeded(APP, "pages of tags", 1000)))
                .isEqualTo(Family.EXHAUSTED_RESOURCES);
    }

    @Test
    void aLoginOrANameIsTheUsers() {
        assertThat(RegistryFailures.family(new OciFailure.LoginRejected(APP, "HTTP 401")))
                .isEqualTo(Family.USER_INPUT);
        assertThat(RegistryFailures.family(new OciFailure.NotFound(APP, "the tag 'v1'")))
                .isEqualTo(Family.USER_INPUT);
    }
}
