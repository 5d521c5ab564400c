package dev.capstan.chartaccess;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.charts.ChartFailure;
import dev.capstan.http.HttpFailure;

/**
 * Everything that is expected to keep a chart repository or a registry from giving an index or a chart. Messages name places as people
 * may see them, and no field of an object: whoever reads who we are from one adds where that is said.
 */
public sealed interface ChartAccessFailure extends Failure {

    /** It cannot be told who we are for a repository or a registry. */
    record IdentityUnusable(String why) implements ChartAccessFailure {}

    /**
     * The index of a repository did not arrive.
     *
     * @param place as people may see it
     */
    record IndexUnreachable(String place, HttpFailure cause) implements ChartAccessFailure {}

    /**
     * The server of a repository answered with an error.
     *
     * @param place as people may see it
     * @param hadLogin whether we said who we are
     */
    record IndexRefused(String place, int status, boolean hadLogin) implements ChartAccessFailure {

        /** Whether the server wants to know who asks, or does not let in who did. */
        public boolean isAboutLogin() {
            return isLogin(status);
        }
    }

    /** The index arrived and is not one. */
    record IndexUnusable(String place, ChartFailure cause) implements ChartAccessFailure {}

    /** The index cannot be written to the disk. */
    record IndexNotKept(String why) implements ChartAccessFailure {}

    /**
     * A chart did not arrive.
     *
     * @param place as people may see it
     */
    record ChartUnreachable(String place, HttpFailure cause) implements ChartAccessFailure {}

    /**
     * A server answered with an error when it was asked for a chart.
     *
     * @param place as people may see it
     */
    record ChartRefused(String place, int status) implements ChartAccessFailure {

        /** Whether the server wants to know who asks, or does not let in who did. */
        public boolean isAboutLogin() {
            return isLogin(status);
        }
    }

    /** The index does not say where the chart is, or names a place that is not gone to. */
    record ChartNowhere(String chart, String version) implements ChartAccessFailure {}

    /** What arrived is not the chart that the index lists. */
    record ChartUnusable(ChartFailure cause) implements ChartAccessFailure {}

    /** The registry does not give the chart. */
    record RegistryFailed(String why) implements ChartAccessFailure {}

    private static boolean isLogin(int status) {
        return status == 401 || status == 403;
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case IdentityUnusable _ -> Reason.AUTHENTICATION_FAILED;
            case IndexRefused refused when refused.isAboutLogin() -> Reason.AUTHENTICATION_FAILED;
            case IndexUnreachable _, IndexRefused _ -> Reason.FAILED;
            case IndexUnusable _ -> Reason.INDEXATION_FAILED;
            case IndexNotKept _ -> Reason.ARCHIVE_OPERATION_FAILED;
            case ChartUnreachable _, ChartRefused _, ChartNowhere _, ChartUnusable _, RegistryFailed _ ->
                Reason.CHART_PULL_ERROR;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case IdentityUnusable _ -> Family.USER_INPUT;
            case IndexNotKept _ -> Family.EXHAUSTED_RESOURCES;
            case IndexUnreachable _,
                    IndexRefused _,
                    IndexUnusable _,
                    ChartUnreachable _,
                    ChartRefused _,
                    ChartNowhere _,
                    ChartUnusable _,
                    RegistryFailed _ -> Family.DEPENDENCY;
        };
    }

    /** All of it may be gone at the next attempt: upstreams and Secrets change without a change of the object. */
    @Override
    default Retry retry() {
        return Retry.WITH_BACKOFF;
    }

    @Override
    default String message() {
        return switch (this) {
            case IdentityUnusable(var why) -> why;
            case IndexUnreachable(var place, var cause) -> "cannot fetch '" + place + "': " + cause.message();
            case IndexRefused refused ->
                "cannot fetch '" + refused.place() + "': the server answered with HTTP " + refused.status()
                        + (refused.isAboutLogin()
                                ? refused.hadLogin() ? "; it refuses the credentials" : "; it wants credentials"
                                : "");
            case IndexUnusable(var place, var cause) -> "'" + place + "': " + cause.message();
            case IndexNotKept(var why) -> "cannot keep the index of a chart repository: " + why;
            case ChartUnreachable(var place, var cause) -> "cannot fetch '" + place + "': " + cause.message();
            case ChartRefused(var place, var status) ->
                "cannot fetch '" + place + "': the server answered with HTTP " + status;
            case ChartNowhere(var chart, var version) ->
                "the index names no http, https or oci URL for version " + version + " of chart '" + chart + "'";
            case ChartUnusable(var cause) -> cause.message();
            case RegistryFailed(var why) -> why;
        };
    }
}
