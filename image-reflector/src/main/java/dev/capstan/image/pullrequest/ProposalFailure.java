package dev.capstan.image.pullrequest;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.forge.ForgeFailure;

/** Everything that is expected to keep changes from being proposed. */
public sealed interface ProposalFailure extends Failure {

    /** The forge does not do what was asked, or cannot be asked. */
    record Forge(ForgeFailure cause) implements ProposalFailure {}

    /** There is no login for the API of the forge. */
    record LoginMissing(String why) implements ProposalFailure {}

    /** A Secret cannot be read, or holds no login. */
    record LoginUnusable(Failure cause) implements ProposalFailure {}

    /** The login of the GitRepository is not for the address of the API. */
    record LoginForeign(String gitHost, String apiHost) implements ProposalFailure {}

    /** The template of the title cannot be read, or failed. */
    record TitleFailed(String why) implements ProposalFailure {}

    @Override
    default Reason reason() {
        return switch (this) {
            case Forge(ForgeFailure.Unauthorized _) -> Reason.AUTHENTICATION_FAILED;
            case LoginMissing _, LoginUnusable _, LoginForeign _ -> Reason.AUTHENTICATION_FAILED;
            case Forge _, TitleFailed _ -> Reason.PULL_REQUEST_FAILED;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case Forge(var cause) -> cause.mayPass() ? Family.DEPENDENCY : Family.USER_INPUT;
            case LoginUnusable(var cause) -> cause.family();
            case LoginMissing _, LoginForeign _, TitleFailed _ -> Family.USER_INPUT;
        };
    }

    /** Nobody tells us when a token or a repository is mended, so all but the spec is tried again. */
    @Override
    default Retry retry() {
        return switch (this) {
            case Forge(ForgeFailure.AddressInvalid _) -> Retry.ON_INPUT_CHANGE;
            case Forge _, LoginMissing _, LoginUnusable _, TitleFailed _ -> Retry.WITH_BACKOFF;
            case LoginForeign _ -> Retry.ON_INPUT_CHANGE;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case Forge(ForgeFailure.AddressInvalid(var why)) -> "spec.pullRequest: " + why;
            case Forge(var cause) -> cause.message();
            case LoginMissing(var why) -> why + "; name a Secret with the key 'token' in spec.pullRequest.secretRef";
            case LoginUnusable(var cause) -> cause.message();
            case LoginForeign(var gitHost, var apiHost) ->
                "the login of the GitRepository is for '" + gitHost + "' and is not sent to '" + apiHost
                        + "'; name a Secret with a login for it in spec.pullRequest.secretRef";
            case TitleFailed(var why) -> "spec.pullRequest.title: " + why;
        };
    }
}
