package dev.capstan.image.automation.failure;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.git.GitFailure;
import dev.capstan.git.write.CommitRefusal;

/** Why an automation pushed nothing, or less than it should. */
public sealed interface AutomationFailure extends Failure {

    /** The spec does not say how to commit. */
    record GitMissing() implements AutomationFailure {}

    /** The source is of a kind that cannot be written to. */
    record SourceUnsupported(String kind) implements AutomationFailure {}

    /** The strategy is not one. */
    record StrategyUnknown(String strategy) implements AutomationFailure {}

    /** The selector of policies cannot be read. */
    record SelectorInvalid(String why) implements AutomationFailure {}

    /** The source is in another namespace, which is not allowed here. */
    record ForeignSource(ObjectKey source) implements AutomationFailure {}

    /** There is no such source, or not where this process may look. */
    record SourceMissing(ObjectKey source, String why) implements AutomationFailure {}

    /** The source cannot be opened: its spec, or a Secret that it names. */
    record SourceUnusable(ObjectKey source, String why) implements AutomationFailure {}

    /** Nothing says which branch is pushed to. */
    record BranchUnknown() implements AutomationFailure {}

    /** A reference cannot exist in any repository. */
    record ReferenceUnusable(String field, String why) implements AutomationFailure {}

    /** The key to sign with cannot be used. */
    record SigningKeyUnusable(String why) implements AutomationFailure {}

    /** The folder to look through is not there, must not be written to, or is too large. */
    record PathUnusable(String why) implements AutomationFailure {}

    /** The template of the message cannot be read, or failed. */
    record MessageFailed(String why) implements AutomationFailure {}

    /** The repository does not answer as it should. */
    record GitFailed(GitFailure failure) implements AutomationFailure {}

    /** The commit was not taken. */
    record PushRefused(CommitRefusal refusal) implements AutomationFailure {}

    /** What was pushed could not be proposed. */
    record NotProposed(Failure failure) implements AutomationFailure {}

    @Override
    default Reason reason() {
        return switch (this) {
            case GitMissing _, SourceUnsupported _, ReferenceUnusable _ -> Reason.INVALID_SOURCE_CONFIGURATION;
            case StrategyUnknown _ -> Reason.INVALID_UPDATE_STRATEGY;
            case SelectorInvalid _ -> Reason.INVALID_POLICY_SELECTOR;
            case ForeignSource _ -> Reason.ACCESS_DENIED;
            case SourceMissing _, SourceUnusable _, BranchUnknown _, SigningKeyUnusable _ ->
                Reason.SOURCE_MANAGER_FAILED;
            case PathUnusable _ -> Reason.UPDATE_FAILED;
            case MessageFailed _, GitFailed _, PushRefused _ -> Reason.GIT_OPERATION_FAILED;
            case NotProposed(Failure failure) -> failure.reason();
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case GitMissing _,
                    SourceUnsupported _,
                    ReferenceUnusable _,
                    StrategyUnknown _,
                    SelectorInvalid _,
                    ForeignSource _,
                    BranchUnknown _,
                    SigningKeyUnusable _,
                    PathUnusable _,
                    MessageFailed _ -> Family.USER_INPUT;
            case SourceMissing _, SourceUnusable _, GitFailed _, PushRefused _ -> Family.DEPENDENCY;
            case NotProposed(Failure failure) -> failure.family();
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case GitMissing _,
                    SourceUnsupported _,
                    ReferenceUnusable _,
                    StrategyUnknown _,
                    SelectorInvalid _,
                    ForeignSource _ -> Retry.ON_INPUT_CHANGE;
            case SourceMissing _, BranchUnknown _ -> Retry.ON_DEPENDENCY;
            case SourceUnusable _, SigningKeyUnusable _, PathUnusable _, MessageFailed _, GitFailed _, PushRefused _ ->
                Retry.WITH_BACKOFF;
            case NotProposed(Failure failure) -> failure.retry();
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case GitMissing _ ->
                "spec.git is missing: a source of kind 'GitRepository' needs it; say at least spec.git.commit.author.email";
            case SourceUnsupported(String kind) ->
                "spec.sourceRef.kind '" + kind + "' is not supported; only a GitRepository can be written to";
            case StrategyUnknown(String strategy) ->
                "spec.update.strategy '" + strategy + "' is not supported; use 'Setters'";
            case SelectorInvalid(String why) -> "spec.policySelector cannot be read: " + why;
            case ForeignSource(ObjectKey source) ->
                "the GitRepository '" + source + "' is in another namespace, which is not allowed here"
                        + " (no-cross-namespace-refs); use one of the same namespace";
            case SourceMissing(ObjectKey source, String why) -> "the GitRepository '" + source + "' " + why;
            case SourceUnusable(ObjectKey source, String why) ->
                "the GitRepository '" + source + "' cannot be opened: " + why;
            case BranchUnknown _ ->
                "no branch to push to: spec.git.push.branch is not set, and neither spec.git.checkout.ref nor spec.ref of"
                        + " the GitRepository names a branch";
            case ReferenceUnusable(String field, String why) -> field + ": " + why;
            case SigningKeyUnusable(String why) -> "spec.git.commit.signingKey: " + why;
            case PathUnusable(String why) -> "spec.update.path cannot be looked through: " + why;
            case MessageFailed(String why) -> "spec.git.commit.messageTemplate: " + why + "; nothing was pushed";
            case GitFailed(GitFailure failure) -> failure.message();
            case PushRefused(CommitRefusal refusal) -> refusal.message();
            case NotProposed(Failure failure) -> failure.message();
        };
    }
}
