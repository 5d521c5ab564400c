package dev.capstan.source.gitrepository.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.git.Revision;
import dev.capstan.runtime.status.ReadyState;
import dev.capstan.source.gitrepository.Signatures;
import dev.capstan.source.gitrepository.SourceFailure;
import dev.capstan.source.gitrepository.UpdateOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status after a run, from the status before it. One place decides which conditions hold; {@code Ready} says the most important
 * of them.
 *
 * @param generation of the object that the run worked on
 * @param now goes into the conditions that change
 */
record GitRepositoryStatusUpdate(GitRepositorySpec spec, long generation, Instant now) {

    /** The artifact was written in this run. */
    GitRepositoryStatus published(
            GitRepositoryStatus before,
            Artifact artifact,
            List<Artifact> included,
            Optional<Signatures.Verified> verified) {
        var conditions = settled(Conditions.of(before.conditions()), artifact.revision());
        if (verified.isPresent()) {
            conditions = conditions.with(Condition.isTrue(
                    Condition.SOURCE_VERIFIED, Reason.SUCCEEDED, verified.get().message(), generation, now));
        }
        return with(before, generation, conditions, artifact, included, true);
    }

    /** The artifact is the one that was there before. */
    GitRepositoryStatus upToDate(GitRepositoryStatus before, Revision revision) {
        var conditions = settled(Conditions.of(before.conditions()), revision.toString());
        return with(before, generation, conditions, before.artifact(), before.includedArtifacts(), true);
    }

    private Conditions settled(Conditions before, String revision) {
        var message = "stored artifact for revision '" + revision + "'";
        var conditions = before.without(
                        Condition.FETCH_FAILED,
                        Condition.STORAGE_OPERATION_FAILED,
                        Condition.ARTIFACT_OUTDATED,
                        Condition.INCLUDE_UNAVAILABLE)
                .with(Condition.isTrue(Condition.ARTIFACT_IN_STORAGE, Reason.SUCCEEDED, message, generation, now));
        if (spec.verify() == null) {
            conditions = conditions.without(Condition.SOURCE_VERIFIED);
        }
        return new ReadyState.Ready(Reason.SUCCEEDED, message).applyTo(conditions, generation, now);
    }

    /** There is no new artifact. */
    GitRepositoryStatus failed(GitRepositoryStatus before, UpdateOutcome.Failed outcome) {
        var failure = outcome.failure();
        var conditions = withCause(Conditions.of(before.conditions()), failure);
        var isLost = outcome.damage().isPresent();
        if (isLost) {
            conditions = conditions.without(Condition.ARTIFACT_IN_STORAGE);
        }
        if (outcome.found().isPresent() && !isStored(before, outcome.found().get())) {
            conditions = conditions.with(Condition.isTrue(
                    Condition.ARTIFACT_OUTDATED,
                    Reason.NEW_REVISION,
                    "new upstream revision '" + outcome.found().get() + "'",
                    generation,
                    now));
        }
        var isFinal = failure.retry() == Failure.Retry.ON_INPUT_CHANGE;
        var verdict = isFinal
                ? new ReadyState.Stalled(failure.reason(), failure.message())
                : new ReadyState.Retrying(failure.reason(), failure.message());
        return with(
                before,
                isFinal ? generation : before.observedGeneration(),
                verdict.applyTo(conditions, generation, now),
                isLost ? null : before.artifact(),
                before.includedArtifacts(),
                false);
    }

    private static boolean isStored(GitRepositoryStatus status, Revision revision) {
        return status.artifact() != null && status.artifact().revision().equals(revision.toString());
    }

    private Conditions withCause(Conditions before, SourceFailure failure) {
        return switch (failure) {
            case SourceFailure.Unsigned _,
                    SourceFailure.TagSignatureInvalid _,
                    SourceFailure.CommitSignatureInvalid _,
                    SourceFailure.VerificationKeysUnusable _,
                    SourceFailure.VerificationModeInvalid _ ->
                before.without(Condition.FETCH_FAILED)
                        .with(Condition.isFalse(
                                Condition.SOURCE_VERIFIED, failure.reason(), failure.message(), generation, now));
            case SourceFailure.IncludeUnavailable _ -> before.with(isTrue(Condition.INCLUDE_UNAVAILABLE, failure));
            case SourceFailure.Storage _, SourceFailure.IgnoreRulesUnusable _, SourceFailure.IncludeNotCopied _ ->
                before.without(Condition.FETCH_FAILED).with(isTrue(Condition.STORAGE_OPERATION_FAILED, failure));
            case SourceFailure.Fetch _,
                    SourceFailure.SecretMissing _,
                    SourceFailure.SecretMalformed _,
                    SourceFailure.ProviderUnsupported _ -> before.with(isTrue(Condition.FETCH_FAILED, failure));
        };
    }

    private Condition isTrue(String type, SourceFailure failure) {
        return Condition.isTrue(type, failure.reason(), failure.message(), generation, now);
    }

    private GitRepositoryStatus with(
            GitRepositoryStatus before,
            long observedGeneration,
            Conditions conditions,
            @Nullable Artifact artifact,
            List<Artifact> included,
            boolean isObserved) {
        return new GitRepositoryStatus(
                observedGeneration,
                conditions.toList(),
                artifact,
                included,
                isObserved ? spec.ignore() : before.observedIgnore(),
                isObserved ? spec.include() : before.observedInclude(),
                isObserved ? spec.recurseSubmodules() : before.observedRecurseSubmodules(),
                isObserved ? spec.sparseCheckout() : before.observedSparseCheckout(),
                isObserved ? verificationMode() : before.sourceVerificationMode(),
                before.lastHandledReconcileAt());
    }

    private @Nullable String verificationMode() {
        if (spec.verify() == null) {
            return null;
        }
        return spec.verify().mode() == null ? "HEAD" : spec.verify().mode();
    }
}
