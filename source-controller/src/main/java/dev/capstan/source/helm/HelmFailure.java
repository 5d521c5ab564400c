package dev.capstan.source.helm;

import dev.capstan.api.meta.Reason;
import dev.capstan.charts.ChartFailure;
import dev.capstan.http.HttpFailure;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;

/** What can keep a HelmRepository or a HelmChart from having a new artifact. */
public sealed interface HelmFailure extends SourceFailure {

    /** The URL of a repository is not one. */
    record UrlInvalid() implements HelmFailure {}

    /**
     * The index of a repository did not arrive.
     *
     * @param place as people may see it
     */
    record IndexUnreachable(String place, HttpFailure cause) implements HelmFailure {}

    /**
     * The server of a repository answered with an error.
     *
     * @param place as people may see it
     * @param hadLogin whether we said who we are
     */
    record IndexRefused(String place, int status, boolean hadLogin) implements HelmFailure {}

    /** The index arrived and is not one. */
    record IndexUnusable(String place, ChartFailure cause) implements HelmFailure {}

    @Override
    default SourceStep step() {
        return SourceStep.FETCH;
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case UrlInvalid _ -> Reason.URL_INVALID;
            case IndexRefused(var _, var status, var _) when isLogin(status) -> Reason.AUTHENTICATION_FAILED;
            case IndexUnreachable _, IndexRefused _ -> Reason.FAILED;
            case IndexUnusable _ -> Reason.INDEXATION_FAILED;
        };
    }

    private static boolean isLogin(int status) {
        return status == 401 || status == 403;
    }

    @Override
    default Family family() {
        return switch (this) {
            case UrlInvalid _ -> Family.USER_INPUT;
            case IndexRefused _, IndexUnreachable _, IndexUnusable _ -> Family.DEPENDENCY;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case UrlInvalid _ -> Retry.ON_INPUT_CHANGE;
            case IndexUnreachable _, IndexRefused _, IndexUnusable _ -> Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case UrlInvalid _ -> "spec.url is not an http or https URL with a host; a registry needs 'type: oci'";
            case IndexUnreachable(var place, var cause) -> "cannot fetch '" + place + "': " + cause.message();
            case IndexRefused(var place, var status, var hadLogin) ->
                "cannot fetch '" + place + "': the server answered with HTTP " + status
                        + (isLogin(status)
                                ? hadLogin
                                        ? "; it refuses the credentials in spec.secretRef"
                                        : "; it wants credentials, put them into spec.secretRef"
                                : "");
            case IndexUnusable(var place, var cause) -> "'" + place + "': " + cause.message();
        };
    }
}
