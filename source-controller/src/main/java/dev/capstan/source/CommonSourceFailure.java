package dev.capstan.source;

import dev.capstan.api.meta.Reason;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;

/** What can keep a source of any kind from having a new artifact. */
public sealed interface CommonSourceFailure extends SourceFailure {

    /**
     * A Secret that the spec names cannot be read, or one of its values cannot be used.
     *
     * @param field of the spec
     */
    record SecretUnusable(String field, SecretFailure cause) implements CommonSourceFailure {}

    /** The values of a Secret do not go together. */
    record SecretMalformed(String name, String why) implements CommonSourceFailure {}

    /** The spec names a provider that this version does not act on. */
    record ProviderUnsupported(String provider) implements CommonSourceFailure {}

    /** The spec means an identity of the cloud, and there is none, or it is not shown there. */
    record CloudIdentityUnusable(CloudFailure cause) implements CommonSourceFailure {}

    /** The identity of the cloud may not be shown there because of what a Secret says. */
    record CloudIdentityWithheld(String why) implements CommonSourceFailure {}

    /** The ignore rules cannot be used. */
    record IgnoreRulesUnusable(String why) implements CommonSourceFailure {}

    /** The storage could not be written. */
    record Storage(String why, boolean isOutOfSpace) implements CommonSourceFailure {
        /** What the system says when it cannot write a file. */
        public static Storage of(String why) {
            return new Storage(why, StoreResult.StorageFailed.of(why).isOutOfSpace());
        }
    }

    @Override
    default SourceStep step() {
        return switch (this) {
            case SecretUnusable _,
                    SecretMalformed _,
                    ProviderUnsupported _,
                    CloudIdentityUnusable _,
                    CloudIdentityWithheld _ -> SourceStep.FETCH;
            case IgnoreRulesUnusable _, Storage _ -> SourceStep.STORE;
        };
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case SecretUnusable _, SecretMalformed _ -> Reason.AUTHENTICATION_FAILED;
            case ProviderUnsupported _,
                    CloudIdentityWithheld _,
                    CloudIdentityUnusable(CloudFailure.NoIdentity _),
                    CloudIdentityUnusable(CloudFailure.PlaceRefused _) -> Reason.INVALID_PROVIDER_CONFIGURATION;
            case CloudIdentityUnusable _ -> Reason.AUTHENTICATION_FAILED;
            case IgnoreRulesUnusable _ -> Reason.SOURCE_IGNORE_ERROR;
            case Storage _ -> Reason.ARCHIVE_OPERATION_FAILED;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case SecretUnusable(var _, SecretFailure.Unread _),
                    CloudIdentityUnusable(CloudFailure.Unreachable _),
                    CloudIdentityUnusable(CloudFailure.Busy _),
                    CloudIdentityUnusable(CloudFailure.AnswerUnreadable _) -> Family.DEPENDENCY;
            case SecretUnusable _,
                    SecretMalformed _,
                    ProviderUnsupported _,
                    CloudIdentityUnusable _,
                    CloudIdentityWithheld _,
                    IgnoreRulesUnusable _ -> Family.USER_INPUT;
            case Storage _ -> Family.EXHAUSTED_RESOURCES;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case ProviderUnsupported _, CloudIdentityUnusable(CloudFailure.PlaceRefused _) -> Retry.ON_INPUT_CHANGE;
            // Secrets and identities are not part of the object: they may be corrected at any time, so they are read
            // again.
            case SecretUnusable _,
                    SecretMalformed _,
                    CloudIdentityUnusable _,
                    CloudIdentityWithheld _,
                    IgnoreRulesUnusable _,
                    Storage _ -> Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case SecretUnusable(var field, SecretFailure.Missing(var name)) ->
                field + " names the Secret '" + name + "', which does not exist";
            case SecretUnusable(var field, var cause) -> field + ": " + cause.message();
            case SecretMalformed(var name, var why) -> "the Secret '" + name + "' is not usable: " + why;
            case ProviderUnsupported(var provider) ->
                "spec.provider '" + provider + "' is not acted on yet; use 'generic' with a token in spec.secretRef";
            case CloudIdentityUnusable(var cause) ->
                "spec.provider asks for an identity of the cloud: " + cause.message();
            case CloudIdentityWithheld(var why) -> "spec.provider asks for an identity of the cloud: " + why;
            case IgnoreRulesUnusable(var why) -> "the ignore rules are not usable: " + why;
            case Storage(var why, var isOutOfSpace) ->
                isOutOfSpace ? "the artifact storage has no space left: " + why : "cannot store the artifact: " + why;
        };
    }
}
