package dev.capstan.source.kube;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.runtime.redaction.Redaction;
import dev.capstan.runtime.status.ReadyState;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;
import dev.capstan.source.StoredSummary;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The conditions of a source of any kind. Each step has one, as {@link SourceStep} declares; {@code Ready} says the most important of
 * them.
 *
 * @param generation of the object that is worked on
 * @param now goes into the conditions that change
 */
record ArtifactConditions(long generation, Instant now) {

    /** A status with other conditions. */
    static <S extends SourceStatus<S>> S change(S status, UnaryOperator<Conditions> change) {
        var common = status.common();
        return status.with(common.withConditions(change.apply(Conditions.of(common.conditions()))));
    }

    /** The status names an artifact that is damaged; another is made. */
    Conditions lost(Conditions before, String message) {
        return new ReadyState.Progressing(Reason.PROGRESSING, message)
                .applyTo(before.without(Condition.ARTIFACT_IN_STORAGE), generation, now);
    }

    /**
     * The artifact is what the upstream has.
     *
     * @param verifies whether signatures are asked for
     * @param verified which were verified just now
     */
    Conditions settled(Conditions before, StoredSummary summary, boolean verifies, Optional<String> verified) {
        var conditions = before.without(Condition.ARTIFACT_OUTDATED)
                .without(Arrays.stream(SourceStep.values())
                        .filter(SourceStep::isNegative)
                        .map(SourceStep::condition)
                        .toArray(String[]::new))
                .with(Condition.isTrue(
                        Condition.ARTIFACT_IN_STORAGE, summary.reason(), summary.message(), generation, now));
        boolean saysSo = before.get(Condition.SOURCE_VERIFIED)
                .filter(it -> it.observedGeneration() == generation)
                .isPresent();
        if (!verifies || !saysSo) {
            conditions =
                    conditions.without(Condition.SOURCE_VERIFIED); // what another generation asked for is not answered
        }
        if (verified.isPresent()) {
            conditions = conditions.with(
                    Condition.isTrue(Condition.SOURCE_VERIFIED, Reason.SUCCEEDED, verified.get(), generation, now));
        }
        return new ReadyState.Ready(summary.reason(), summary.message()).applyTo(conditions, generation, now);
    }

    /**
     * There is no new artifact.
     *
     * @param newer what the upstream has instead of what is stored; empty when that is not known
     */
    Conditions failed(Conditions before, SourceFailure failure, Optional<ArtifactRevision> newer) {
        var message = Redaction.of(failure.message());
        var step = failure.step();
        var passed = step.followsFetch()
                ? before.without(SourceStep.FETCH.condition(), SourceStep.INCLUDE.condition())
                : before.without(SourceStep.BUILD.condition());
        if (step == SourceStep.STORE) {
            passed = passed.without(SourceStep.BUILD.condition());
        }
        var conditions = passed.with(
                step.isNegative()
                        ? Condition.isTrue(step.condition(), failure.reason(), message, generation, now)
                        : Condition.isFalse(step.condition(), failure.reason(), message, generation, now));
        if (failure.buildFailure().isPresent()) {
            conditions = conditions.with(Condition.isTrue(
                    Condition.BUILD_FAILED, failure.buildFailure().get(), message, generation, now));
        }
        if (newer.isPresent()) {
            conditions = conditions.with(Condition.isTrue(
                    Condition.ARTIFACT_OUTDATED,
                    Reason.NEW_REVISION,
                    "new upstream revision '" + newer.get() + "'",
                    generation,
                    now));
        }
        var state = isFinal(failure)
                ? new ReadyState.Stalled(failure.reason(), message)
                : new ReadyState.Retrying(failure.reason(), message);
        return state.applyTo(conditions, generation, now);
    }

    /** Whether the object was worked on to an end although it failed. */
    static boolean isFinal(SourceFailure failure) {
        return failure.retry() == Failure.Retry.ON_INPUT_CHANGE;
    }
}
