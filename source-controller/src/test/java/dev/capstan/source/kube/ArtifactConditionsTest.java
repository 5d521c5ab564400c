package dev.capstan.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessFailure;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.helm.HelmFailure;
import dev.capstan.source.verification.VerificationFailure;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArtifactConditionsTest {
    private static final ArtifactConditions NOW = new ArtifactConditions(3, Instant.parse("2026-01-01T00:00:00Z"));
    private static final ArtifactRevision NEWER = new ArtifactRevision("main@sha1:2");

    /** A failure of any step. */
    private record Failing(SourceStep step, Retry retry) implements SourceFailure {
        @Override
        public Reason reason() {
            return Reason.FAILED;
        }

        @Override
        public Family family() {
            return Family.DEPENDENCY;
        }

        @Override
        public String message() {
            return "it failed";
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyStepShowsItsFailureInItsCondition(SourceStep step) {
        var conditions = failed(Conditions.NONE, step);

        assertThat(conditions.get(step.condition())).hasValueSatisfying(condition -> {
            assertThat(condition.status()).isEqualTo(step.isNegative() ? "True" : "False");
            assertThat(condition.message()).isEqualTo("it failed");
            assertThat(condition.observedGeneration()).isEqualTo(3);
        });
        assertThat(ready(conditions).status()).isEqualTo("False");
    }

    @ParameterizedTest
    @EnumSource
    void settlingTakesBackEveryFailure(SourceStep step) {
        var failed = NOW.failed(Conditions.NONE, failing(step), Optional.of(NEWER));

        var settled = NOW.settled(failed, StoredSummary.of("stored"), true, Optional.of("verified"));

        assertThat(settled.toList())
                .extracting(Condition::type)
                .containsExactlyInAnyOrder(Condition.READY, Condition.ARTIFACT_IN_STORAGE, Condition.SOURCE_VERIFIED);
        assertThat(settled.toList()).allMatch(Condition::holds);
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFY", "STORE"})
    void aStepAfterTheFetchShowsThatTheFetchWorked(SourceStep step) {
        var before = failed(failed(Conditions.NONE, SourceStep.INCLUDE), SourceStep.FETCH);

        assertThat(failed(before, step).toList())
                .extracting(Condition::type)
                .doesNotContain(Condition.FETCH_FAILED, Condition.INCLUDE_UNAVAILABLE);
    }

    @Test
    void aChartThatIsNotVerifiedIsNotBuiltUntilItIs() {
        var failure = new HelmFailure.NotVerified(new VerificationFailure.NotVerified("there is no signature"));

        var conditions = NOW.failed(Conditions.NONE, failure, Optional.empty());

        assertThat(conditions.get(Condition.BUILD_FAILED)).hasValueSatisfying(condition -> {
            assertThat(condition.holds()).isTrue();
            assertThat(condition.reason()).isEqualTo("ChartVerificationError");
            assertThat(condition.message()).isEqualTo(failure.message());
        });
        assertThat(conditions.get(Condition.SOURCE_VERIFIED).orElseThrow().reason())
                .isEqualTo("VerificationError");
        assertThat(ready(conditions).reason()).isEqualTo("VerificationError");
        assertThat(failed(conditions, SourceStep.STORE).get(Condition.BUILD_FAILED))
                .isEmpty();
    }

    @Test
    void aMissingIncludeSaysNothingAboutTheRemote() {
        var before = failed(Conditions.NONE, SourceStep.FETCH);

        assertThat(failed(before, SourceStep.INCLUDE).isTrue(Condition.FETCH_FAILED))
                .isTrue();
    }

    @Test
    void aNewRevisionThatCouldNotBeStoredIsNamed() {
        var conditions = NOW.failed(Conditions.NONE, failing(SourceStep.STORE), Optional.of(NEWER));

        assertThat(conditions.get(Condition.ARTIFACT_OUTDATED).orElseThrow().message())
                .isEqualTo("new upstream revision 'main@sha1:2'");
    }

    @Test
    void whatOnlyANewSpecCanHealIsStalled() {
        var failure = new CommonSourceFailure.Access(new AccessFailure.ProviderUnsupported("github"));

        assertThat(NOW.failed(Conditions.NONE, failure, Optional.empty()).isTrue(Condition.STALLED))
                .isTrue();
        assertThat(ArtifactConditions.isFinal(failure)).isTrue();
    }

    @Test
    void theVerificationIsForgottenWhenNoneIsAskedForAnyMore() {
        var before = failed(Conditions.NONE, SourceStep.VERIFY);

        assertThat(NOW.settled(before, StoredSummary.of("stored"), false, Optional.empty())
                        .get(Condition.SOURCE_VERIFIED))
                .isEmpty();
    }

    @Test
    void theVerificationOfAnotherGenerationIsForgotten() {
        var earlier = new ArtifactConditions(2, Instant.EPOCH)
                .settled(Conditions.NONE, StoredSummary.of("stored"), true, Optional.of("verified"));
        var same = NOW.settled(Conditions.NONE, StoredSummary.of("stored"), true, Optional.of("verified"));

        assertThat(NOW.settled(earlier, StoredSummary.of("stored"), true, Optional.empty())
                        .get(Condition.SOURCE_VERIFIED))
                .isEmpty();
        assertThat(NOW.settled(same, StoredSummary.of("stored"), true, Optional.empty())
                        .isTrue(Condition.SOURCE_VERIFIED))
                .isTrue();
    }

    @Test
    void aLostArtifactIsNotInTheStorageAndNotReady() {
        var before = NOW.settled(Conditions.NONE, StoredSummary.of("stored"), false, Optional.empty());

        var lost = NOW.lost(before, "it is built again");

        assertThat(lost.get(Condition.ARTIFACT_IN_STORAGE)).isEmpty();
        assertThat(lost.isTrue(Condition.RECONCILING)).isTrue();
        assertThat(ready(lost).status()).isEqualTo("Unknown");
    }

    @Test
    void aCredentialInAMessageIsMasked() {
        var failure = new CommonSourceFailure.Storage("GET https://jane:s3cret@git.example.org failed", false);

        var conditions = NOW.failed(Conditions.NONE, failure, Optional.empty());

        assertThat(conditions.toList()).extracting(Condition::message).noneMatch(it -> it.contains("s3cret"));
    }

    private static Conditions failed(Conditions before, SourceStep step) {
        return NOW.failed(before, failing(step), Optional.empty());
    }

    private static Failing failing(SourceStep step) {
        return new Failing(step, Failure.Retry.WITH_BACKOFF);
    }

    private static Condition ready(Conditions conditions) {
        return conditions.get(Condition.READY).orElseThrow();
    }
}
