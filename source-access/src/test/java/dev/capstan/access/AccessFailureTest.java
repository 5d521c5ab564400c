package dev.capstan.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessFailure.CloudIdentityUnusable;
import dev.capstan.api.meta.Failure.Family;
import dev.capstan.api.meta.Failure.Retry;
import dev.capstan.api.meta.Reason;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.runtime.secret.SecretFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccessFailureTest {
    @Test
    void aServiceThatIsBusyIsNotTheUsersFault() {
        var busy = new CloudIdentityUnusable(
                new CloudFailure.Busy("Amazon ECR", 429, "", Optional.of(Duration.ofSeconds(7))));

        assertThat(busy.family()).isEqualTo(Family.DEPENDENCY);
        assertThat(busy.message()).endsWith("(HTTP 429); it asks for a pause of 7s");
        assertThat(new CloudIdentityUnusable(new CloudFailure.Refused("Amazon ECR", 403, "")).family())
                .isEqualTo(Family.USER_INPUT);
    }

    /** A Secret is not part of the object, so nothing tells when it is corrected. */
    @ParameterizedTest
    @MethodSource
    void whatIsNotPartOfTheObjectIsReadAgain(AccessFailure failure) {
        assertThat(failure.retry()).isEqualTo(Retry.WITH_BACKOFF);
        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
    }

    static Stream<AccessFailure> whatIsNotPartOfTheObjectIsReadAgain() {
        return Stream.of(
                new AccessFailure.SecretUnusable("spec.secretRef", new SecretFailure.Missing("access")),
                new AccessFailure.SecretMalformed("access", "it is empty"),
                new AccessFailure.ServiceAccountUnreadable("robot", "it does not exist"),
                new AccessFailure.TokenNotIssued("1", "api.github.com", "it refuses", Family.USER_INPUT));
    }

    @Test
    void aFieldThatCannotWorkWaitsForAnotherSpec() {
        assertThat(Stream.of(
                        new AccessFailure.ProviderUnsupported("x"),
                        new AccessFailure.GitProviderUnsupported("x"),
                        new AccessFailure.ProviderMisconfigured("x"),
                        new AccessFailure.RemoteUrlInvalid("x")))
                .extracting(AccessFailure::retry)
                .containsOnly(Retry.ON_INPUT_CHANGE);
    }
}
