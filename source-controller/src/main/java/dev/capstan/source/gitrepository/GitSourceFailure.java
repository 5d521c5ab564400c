package dev.capstan.source.gitrepository;

import dev.capstan.api.meta.Reason;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.SourceStep;

/** What keeps a GitRepository in particular from having a new artifact. */
public sealed interface GitSourceFailure extends SourceFailure {

    /** The remote could not be used. */
    record Fetch(GitFailure cause) implements GitSourceFailure {}

    /** The spec contradicts itself. */
    record VerificationModeInvalid(String why) implements GitSourceFailure {}

    /** The keys for verification cannot be read. */
    record VerificationKeysUnusable(String why) implements GitSourceFailure {}

    /** The commit or tag carries no signature. */
    record Unsigned(String object) implements GitSourceFailure {}

    /** The signature of the tag does not hold. */
    record TagSignatureInvalid(String why) implements GitSourceFailure {}

    /** The signature of the commit does not hold. */
    record CommitSignatureInvalid(String why) implements GitSourceFailure {}

    /**
     * A rule of the branch is broken.
     *
     * @param head the commit that the branch has now
     */
    record BranchRefused(BranchRefusal refusal, String head) implements GitSourceFailure {}

    /** The annotations that protect the branch cannot be acted on. */
    record BranchPolicyUnusable(String why) implements GitSourceFailure {}

    /** An included repository does not exist or has no artifact. */
    record IncludeUnavailable(String name, boolean exists) implements GitSourceFailure {}

    /** An include cannot be copied. */
    record IncludeNotCopied(String name, String why) implements GitSourceFailure {}

    /** The result of a Git operation as the result of a step. */
    static <T> SourceResult<T> result(GitResult<T> result) {
        return switch (result) {
            case GitResult.Success<T>(var value) -> SourceResult.success(value);
            case GitResult.Failed<T>(var failure) -> SourceResult.failed(new Fetch(failure));
        };
    }

    @Override
    default SourceStep step() {
        return switch (this) {
            case Fetch _ -> SourceStep.FETCH;
            case IncludeUnavailable _ -> SourceStep.INCLUDE;
            case VerificationModeInvalid _,
                    VerificationKeysUnusable _,
                    Unsigned _,
                    TagSignatureInvalid _,
                    CommitSignatureInvalid _,
                    BranchRefused _,
                    BranchPolicyUnusable _ -> SourceStep.VERIFY;
            case IncludeNotCopied _ -> SourceStep.STORE;
        };
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case Fetch(var cause) -> reasonOf(cause);
            case VerificationModeInvalid _ -> Reason.INVALID_VERIFICATION_MODE;
            case VerificationKeysUnusable _ -> Reason.VERIFICATION_ERROR;
            case Unsigned _ -> Reason.INVALID_GIT_OBJECT;
            case TagSignatureInvalid _ -> Reason.INVALID_TAG_SIGNATURE;
            case CommitSignatureInvalid _ -> Reason.INVALID_COMMIT_SIGNATURE;
            case BranchRefused(var refusal, var _) -> refusal.reason();
            case BranchPolicyUnusable _ -> Reason.INVALID_VERIFICATION_MODE;
            case IncludeUnavailable include -> include.exists() ? Reason.NO_ARTIFACT : Reason.NOT_FOUND;
            case IncludeNotCopied _ -> Reason.COPY_FAILURE;
        };
    }

    private static Reason reasonOf(GitFailure failure) {
        return switch (failure) {
            case GitFailure.UrlInvalid _ -> Reason.URL_INVALID;
            case GitFailure.CredentialsInvalid _, GitFailure.CredentialsRejected _ -> Reason.AUTHENTICATION_FAILED;
            case GitFailure.RepositoryEmpty _ -> Reason.EMPTY_GIT_REPOSITORY;
            case GitFailure.ReferenceInvalid _,
                    GitFailure.RepositoryNotFound _,
                    GitFailure.ReferenceNotFound _,
                    GitFailure.NotACommit _,
                    GitFailure.HashUnsupported _,
                    GitFailure.ReferenceMoved _,
                    GitFailure.NoMatchingVersion _,
                    GitFailure.HostKeyRefused _,
                    GitFailure.AddressRefused _,
                    GitFailure.RedirectRefused _,
                    GitFailure.RemoteUnreachable _,
                    GitFailure.TimedOut _,
                    GitFailure.ProtocolBroken _,
                    GitFailure.ObjectsDamaged _,
                    GitFailure.PathUnsafe _,
                    GitFailure.PathNotFound _,
                    GitFailure.LimitExceeded _,
                    GitFailure.SubmoduleRefused _,
                    GitFailure.StorageFailed _ -> Reason.GIT_OPERATION_FAILED;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case Fetch(var cause) -> familyOf(cause);
            case VerificationModeInvalid _,
                    VerificationKeysUnusable _,
                    Unsigned _,
                    TagSignatureInvalid _,
                    CommitSignatureInvalid _,
                    BranchRefused _,
                    BranchPolicyUnusable _,
                    IncludeNotCopied _ -> Family.USER_INPUT;
            case IncludeUnavailable _ -> Family.DEPENDENCY;
        };
    }

    private static Family familyOf(GitFailure failure) {
        return switch (failure) {
            case GitFailure.RemoteUnreachable _,
                    GitFailure.ReferenceMoved _,
                    GitFailure.TimedOut _,
                    GitFailure.ProtocolBroken _,
                    GitFailure.ObjectsDamaged _ -> Family.DEPENDENCY;
            case GitFailure.LimitExceeded _, GitFailure.StorageFailed _ -> Family.EXHAUSTED_RESOURCES;
            case GitFailure.UrlInvalid _,
                    GitFailure.ReferenceInvalid _,
                    GitFailure.CredentialsInvalid _,
                    GitFailure.CredentialsRejected _,
                    GitFailure.RepositoryNotFound _,
                    GitFailure.RepositoryEmpty _,
                    GitFailure.ReferenceNotFound _,
                    GitFailure.NotACommit _,
                    GitFailure.HashUnsupported _,
                    GitFailure.NoMatchingVersion _,
                    GitFailure.HostKeyRefused _,
                    GitFailure.AddressRefused _,
                    GitFailure.RedirectRefused _,
                    GitFailure.PathUnsafe _,
                    GitFailure.PathNotFound _,
                    GitFailure.SubmoduleRefused _ -> Family.USER_INPUT;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case Fetch(var cause) -> retryOf(cause);
            case VerificationModeInvalid _ -> Retry.ON_INPUT_CHANGE;
            case IncludeUnavailable _ -> Retry.ON_DEPENDENCY;
            // A Secret is not part of the object, and annotations not of its spec: what they say may change at any
            // time.
            case VerificationKeysUnusable _,
                    Unsigned _,
                    TagSignatureInvalid _,
                    CommitSignatureInvalid _,
                    BranchRefused _,
                    BranchPolicyUnusable _,
                    IncludeNotCopied _ -> Retry.WITH_BACKOFF;
        };
    }

    private static Retry retryOf(GitFailure failure) {
        return switch (failure) {
            // A repository cannot change how it names its objects.
            case GitFailure.UrlInvalid _, GitFailure.ReferenceInvalid _, GitFailure.HashUnsupported _ ->
                Retry.ON_INPUT_CHANGE;
            default -> Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case Fetch(var cause) -> cause.message();
            case VerificationModeInvalid(var why) -> why;
            case VerificationKeysUnusable(var why) -> "cannot verify signatures: " + why;
            case Unsigned(var object) -> object + " is not signed, and spec.verify asks for a signature";
            case TagSignatureInvalid(var why) -> "signature verification of the tag failed: " + why;
            case CommitSignatureInvalid(var why) -> "signature verification of the commit failed: " + why;
            case BranchRefused(var refusal, var head) ->
                refusal.message() + "; to publish it all the same, set the annotation " + BranchPolicy.ACCEPTED + ": "
                        + head + ", and remove it afterwards";
            case BranchPolicyUnusable(var why) -> why;
            case IncludeUnavailable(var name, var exists) ->
                exists
                        ? "the included GitRepository '" + name + "' has no artifact yet"
                        : "the included GitRepository '" + name + "' does not exist";
            case IncludeNotCopied(var name, var why) -> "cannot include GitRepository '" + name + "': " + why;
        };
    }
}
