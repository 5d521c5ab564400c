package dev.capstan.access;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.runtime.secret.SecretFailure;

/** Everything that is expected to keep us from knowing who we are for an upstream. */
public sealed interface AccessFailure extends Failure {

    /**
     * A Secret that the spec names cannot be read, or one of its values cannot be used.
     *
     * @param field of the spec
     */
    record SecretUnusable(String field, SecretFailure cause) implements AccessFailure {}

    /** The values of a Secret do not go together. */
    record SecretMalformed(String name, String why) implements AccessFailure {}

    /** The spec names a provider that this version does not act on. */
    record ProviderUnsupported(String provider) implements AccessFailure {}

    /** The spec means an identity of the cloud, and there is none, or it is not shown there. */
    record CloudIdentityUnusable(CloudFailure cause) implements AccessFailure {}

    /** The identity of the cloud may not be shown there because of what a Secret says. */
    record CloudIdentityWithheld(String why) implements AccessFailure {}

    /** The account whose pull secrets are to be used cannot be read. */
    record ServiceAccountUnreadable(String name, String why) implements AccessFailure {}

    /** The account names no pull secret, and the spec asks for an identity of the cloud that would be the account's. */
    record AccountIdentityUnsupported(String name, String provider) implements AccessFailure {}

    /** The address of a Git repository is none. */
    record RemoteUrlInvalid(String why) implements AccessFailure {}

    /** The identity of a cloud is asked for that no Git repository is shown. */
    record GitProviderUnsupported(String provider) implements AccessFailure {}

    /** The provider of a Git repository and the rest of the spec do not go together. */
    record ProviderMisconfigured(String why) implements AccessFailure {}

    /**
     * GitHub issues no token for an App.
     *
     * @param host of the API
     * @param blame whose turn it is
     */
    record TokenNotIssued(String app, String host, String why, Family blame) implements AccessFailure {}

    @Override
    default Reason reason() {
        return switch (this) {
            case SecretUnusable _, SecretMalformed _, ServiceAccountUnreadable _, TokenNotIssued _ ->
                Reason.AUTHENTICATION_FAILED;
            case ProviderUnsupported _,
                    CloudIdentityWithheld _,
                    AccountIdentityUnsupported _,
                    GitProviderUnsupported _,
                    ProviderMisconfigured _,
                    CloudIdentityUnusable(CloudFailure.NoIdentity _),
                    CloudIdentityUnusable(CloudFailure.PlaceRefused _) -> Reason.INVALID_PROVIDER_CONFIGURATION;
            case CloudIdentityUnusable _ -> Reason.AUTHENTICATION_FAILED;
            case RemoteUrlInvalid _ -> Reason.URL_INVALID;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case SecretUnusable(var _, SecretFailure.Unread _),
                    ServiceAccountUnreadable _,
                    CloudIdentityUnusable(CloudFailure.Unreachable _),
                    CloudIdentityUnusable(CloudFailure.Busy _),
                    CloudIdentityUnusable(CloudFailure.AnswerUnreadable _) -> Family.DEPENDENCY;
            case TokenNotIssued(var _, var _, var _, var blame) -> blame;
            case SecretUnusable _,
                    SecretMalformed _,
                    ProviderUnsupported _,
                    CloudIdentityUnusable _,
                    CloudIdentityWithheld _,
                    AccountIdentityUnsupported _,
                    RemoteUrlInvalid _,
                    GitProviderUnsupported _,
                    ProviderMisconfigured _ -> Family.USER_INPUT;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case ProviderUnsupported _,
                    CloudIdentityUnusable(CloudFailure.PlaceRefused _),
                    RemoteUrlInvalid _,
                    GitProviderUnsupported _,
                    ProviderMisconfigured _ -> Retry.ON_INPUT_CHANGE;
            // Secrets, accounts and identities are not part of the object: they may be corrected at any time, so they
            // are read again.
            case SecretUnusable _,
                    SecretMalformed _,
                    CloudIdentityUnusable _,
                    CloudIdentityWithheld _,
                    ServiceAccountUnreadable _,
                    AccountIdentityUnsupported _,
                    TokenNotIssued _ -> Retry.WITH_BACKOFF;
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
            case ServiceAccountUnreadable(var name, var why) ->
                "spec.serviceAccountName: the account '" + name + "' cannot be used: " + why;
            case AccountIdentityUnsupported(var name, var provider) ->
                "spec.serviceAccountName: the account '" + name + "' has no pull secrets, and spec.provider '"
                        + provider
                        + "' with an identity of the account's own is not supported yet; give it pull secrets, or leave"
                        + " it out to use the identity of this controller";
            case RemoteUrlInvalid(var why) -> why;
            case GitProviderUnsupported(var provider) ->
                "spec.provider '" + provider
                        + "' is not acted on yet; use 'generic' with a user and password in spec.secretRef";
            case ProviderMisconfigured(var why) -> why;
            case TokenNotIssued(var app, var host, var why, var _) ->
                "no token for the GitHub App " + app + " from '" + host + "': " + why;
        };
    }
}
