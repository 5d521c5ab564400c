package dev.capstan.source.gitrepository;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.git.GitFailure;

/** Everything that is expected to keep a GitRepository from having a new artifact; the old one stays. */
public sealed interface SourceFailure extends Failure {

    /** The remote could not be used. */
    record Fetch(GitFailure cause) implements SourceFailure {}

    /** A Secret that the spec names does not exist. */
    record SecretMissing(String field, String name) implements SourceFailure {}

    /** A Secret does not hold what is needed. */
    record SecretMalformed(String name, String why) implements SourceFailure {}

    /** The spec names a provider that this version does not act on. */
    record ProviderUnsupported(String provider) implements SourceFailure {}

    /** The spec contradicts itself. */
    record VerificationModeInvalid(String why) implements SourceFailure {}

    /** The keys for verification cannot be read. */
    record VerificationKeysUnusable(String why) implements SourceFailure {}

    /** The commit or tag carries no signature. */
    record Unsigned(String object) implements SourceFailure {}

    /** The signature of the tag does not hold. */
    record TagSignatureInvalid(String why) implements SourceFailure {}

    /** The signature of the commit does not hold. */
    record CommitSignatureInvalid(String why) implements SourceFailure {}

    /** The ignore rules cannot be used. */
    record IgnoreRulesUnusable(String why) implements SourceFailure {}

    /** An included repository does not exist or has no artifact. */
    record IncludeUnavailable(String name, boolean exists) implements SourceFailure {}

    /** An include cannot be copied. */
    record IncludeNotCopied(String name, String why) implements SourceFailure {}

    /** The storage could not be written. */
    record Storage(String why, boolean isOutOfSpace) implements SourceFailure {}

    @Override
    default Reason reason() {
        return switch (this) {
            case Fetch(var cause) -> reasonOf(cause);
            case SecretMissing _, SecretMalformed _ -> Reason.AUTHENTICATION_FAILED;
            case ProviderUnsupported _ -> Reason.INVALID_PROVIDER_CONFIGURATION;
            case VerificationModeInvalid _ -> Reason.INVALID_VERIFICATION_MODE;
            case VerificationKeysUnusable _ -> Reason.VERIFICATION_ERROR;
            case Unsigned _ -> Reason.INVALID_GIT_OBJECT;
            case TagSignatureInvalid _ -> Reason.INVALID_TAG_SIGNATURE;
            case CommitSignatureInvalid _ -> Reason.INVALID_COMMIT_SIGNATURE;
            case IgnoreRulesUnusable _ -> Reason.SOURCE_IGNORE_ERROR;
            case IncludeUnavailable include -> include.exists() ? Reason.NO_ARTIFACT : Reason.NOT_FOUND;
            case IncludeNotCopied _ -> Reason.COPY_FAILURE;
            case Storage _ -> Reason.ARCHIVE_OPERATION_FAILED;
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
            case SecretMissing _,
                    SecretMalformed _,
                    ProviderUnsupported _,
                    VerificationModeInvalid _,
                    VerificationKeysUnusable _,
                    Unsigned _,
                    TagSignatureInvalid _,
                    CommitSignatureInvalid _,
                    IgnoreRulesUnusable _,
                    IncludeNotCopied _ -> Family.USER_INPUT;
            case IncludeUnavailable _ -> Family.DEPENDENCY;
            case Storage _ -> Family.EXHAUSTED_RESOURCES;
        };
    }

    private static Family familyOf(GitFailure failure) {
        return switch (failure) {
            case GitFailure.RemoteUnreachable _,
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
            case ProviderUnsupported _, VerificationModeInvalid _ -> Retry.ON_INPUT_CHANGE;
            case IncludeUnavailable _ -> Retry.ON_DEPENDENCY;
            // A Secret is no part of the object: it may be corrected at any time, so it is looked at again.
            case SecretMissing _,
                    SecretMalformed _,
                    VerificationKeysUnusable _,
                    Unsigned _,
                    TagSignatureInvalid _,
                    CommitSignatureInvalid _,
                    IgnoreRulesUnusable _,
                    IncludeNotCopied _,
                    Storage _ -> Retry.WITH_BACKOFF;
        };
    }

    private static Retry retryOf(GitFailure failure) {
        return failure instanceof GitFailure.UrlInvalid || failure instanceof GitFailure.ReferenceInvalid
                ? Retry.ON_INPUT_CHANGE
                : Retry.WITH_BACKOFF;
    }

    @Override
    default String message() {
        return switch (this) {
            case Fetch(var cause) -> cause.message();
            case SecretMissing(var field, var name) -> field + " names the Secret '" + name + "', which does not exist";
            case SecretMalformed(var name, var why) -> "the Secret '" + name + "' is not usable: " + why;
            case ProviderUnsupported(var provider) ->
                "spec.provider '" + provider + "' is not acted on yet; use 'generic' with a token in spec.secretRef";
            case VerificationModeInvalid(var why) -> why;
            case VerificationKeysUnusable(var why) -> "cannot verify signatures: " + why;
            case Unsigned(var object) -> object + " is not signed, and spec.verify asks for a signature";
            case TagSignatureInvalid(var why) -> "signature verification of the tag failed: " + why;
            case CommitSignatureInvalid(var why) -> "signature verification of the commit failed: " + why;
            case IgnoreRulesUnusable(var why) -> "the ignore rules are not usable: " + why;
            case IncludeUnavailable(var name, var exists) ->
                exists
                        ? "the included GitRepository '" + name + "' has no artifact yet"
                        : "the included GitRepository '" + name + "' does not exist";
            case IncludeNotCopied(var name, var why) -> "cannot include GitRepository '" + name + "': " + why;
            case Storage(var why, var isOutOfSpace) ->
                isOutOfSpace ? "the artifact storage has no space left" : "cannot store the artifact: " + why;
        };
    }
}
