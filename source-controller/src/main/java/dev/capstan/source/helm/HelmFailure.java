package dev.capstan.source.helm;

import dev.capstan.api.meta.Reason;
import dev.capstan.charts.ChartFailure;
import dev.capstan.http.HttpFailure;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;
import dev.capstan.source.verification.VerificationFailure;
import java.util.Optional;

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

    /** The object that the chart is in does not exist. */
    record SourceMissing(String kind, String name) implements HelmFailure {}

    /** The object that the chart is in cannot be understood. */
    record SourceUndecodable(String kind, String name, String why) implements HelmFailure {}

    /** The object that the chart is in has no artifact yet. */
    record SourceWithoutArtifact(String kind, String name) implements HelmFailure {}

    /** The artifact that the chart is in cannot be read. */
    record SourceUnreadable(String why) implements HelmFailure {}

    /** Charts cannot be in objects of this kind. */
    record SourceUnsupported(String kind) implements HelmFailure {}

    /**
     * A chart did not arrive.
     *
     * @param place as people may see it
     */
    record ChartUnreachable(String place, HttpFailure cause) implements HelmFailure {}

    /**
     * A server answered with an error when it was asked for a chart.
     *
     * @param place as people may see it
     */
    record ChartRefused(String place, int status) implements HelmFailure {}

    /** The index does not say where the chart is, or names a place that is not gone to. */
    record ChartNowhere(String chart, String version) implements HelmFailure {}

    /** The registry does not give the chart. */
    record RegistryFailed(String why) implements HelmFailure {}

    /** There is no such chart or version, in a repository or in the files of a source. */
    record ChartNotFound(ChartFailure cause) implements HelmFailure {}

    /** The chart of a repository arrived and cannot be used. */
    record ChartUnusable(ChartFailure cause) implements HelmFailure {}

    /** The values files do not make values. */
    record ValuesUnusable(ChartFailure cause) implements HelmFailure {}

    /** A chart that the chart needs cannot be had. */
    record DependencyMissing(ChartFailure cause) implements HelmFailure {}

    /** The chart cannot be packed. */
    record NotPacked(ChartFailure cause) implements HelmFailure {}

    /** What an annotation asks about provenance cannot be read, or cannot be had. */
    record ProvenancePolicyUnusable(String why) implements HelmFailure {}

    /** The keys for provenance files cannot be used. */
    record ProvenanceKeysUnusable(String why) implements HelmFailure {}

    /**
     * Nobody trusted vouches for the packed chart.
     *
     * @param file the name of its archive
     */
    record ProvenanceRefused(String file, String why) implements HelmFailure {}

    /** A chart of a registry has no signature that holds, or that cannot be found out. */
    record NotVerified(VerificationFailure cause) implements HelmFailure {}

    /** Signatures are asked for where there are none; a chart must not pass for verified. */
    record VerificationUnsupported(String why) implements HelmFailure {}

    @Override
    default SourceStep step() {
        return switch (this) {
            case ValuesUnusable _, DependencyMissing _, NotPacked _ -> SourceStep.BUILD;
            case NotVerified _,
                    VerificationUnsupported _,
                    ProvenancePolicyUnusable _,
                    ProvenanceKeysUnusable _,
                    ProvenanceRefused _ -> SourceStep.VERIFY;
            case UrlInvalid _,
                    IndexUnreachable _,
                    IndexRefused _,
                    IndexUnusable _,
                    SourceMissing _,
                    SourceUndecodable _,
                    SourceWithoutArtifact _,
                    SourceUnreadable _,
                    SourceUnsupported _,
                    ChartUnreachable _,
                    ChartRefused _,
                    ChartNowhere _,
                    RegistryFailed _,
                    ChartNotFound _,
                    ChartUnusable _ -> SourceStep.FETCH;
        };
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case UrlInvalid _ -> Reason.URL_INVALID;
            case IndexRefused(var _, var status, var _) when isLogin(status) -> Reason.AUTHENTICATION_FAILED;
            case IndexUnreachable _, IndexRefused _ -> Reason.FAILED;
            case IndexUnusable _ -> Reason.INDEXATION_FAILED;
            case SourceMissing _, SourceUndecodable _ -> Reason.SOURCE_UNAVAILABLE;
            case SourceWithoutArtifact _ -> Reason.NO_SOURCE_ARTIFACT;
            case SourceUnsupported _ -> Reason.UNSUPPORTED_SOURCE_KIND;
            case ChartNotFound _ -> Reason.INVALID_CHART_REFERENCE;
            case SourceUnreadable _,
                    ChartUnreachable _,
                    ChartRefused _,
                    ChartNowhere _,
                    RegistryFailed _,
                    ChartUnusable _ -> Reason.CHART_PULL_ERROR;
            case ValuesUnusable _ -> Reason.VALUES_FILES_ERROR;
            case DependencyMissing _ -> Reason.DEPENDENCY_BUILD_ERROR;
            case NotPacked _ -> Reason.CHART_PACKAGE_ERROR;
            case NotVerified(var cause) -> cause.reason();
            case VerificationUnsupported _, ProvenancePolicyUnusable _, ProvenanceKeysUnusable _, ProvenanceRefused _ ->
                Reason.VERIFICATION_ERROR;
        };
    }

    @Override
    default Optional<Reason> buildFailure() {
        return this instanceof NotVerified ? Optional.of(Reason.CHART_VERIFICATION_ERROR) : Optional.empty();
    }

    private static boolean isLogin(int status) {
        return status == 401 || status == 403;
    }

    @Override
    default Family family() {
        return switch (this) {
            case NotVerified(var cause) -> cause.family();
            case UrlInvalid _,
                    SourceUnsupported _,
                    ChartNotFound _,
                    ValuesUnusable _,
                    NotPacked _,
                    VerificationUnsupported _,
                    ProvenancePolicyUnusable _,
                    ProvenanceKeysUnusable _ -> Family.USER_INPUT;
            case IndexRefused _,
                    IndexUnreachable _,
                    IndexUnusable _,
                    SourceMissing _,
                    SourceUndecodable _,
                    SourceWithoutArtifact _,
                    SourceUnreadable _,
                    ChartUnreachable _,
                    ChartRefused _,
                    ChartNowhere _,
                    RegistryFailed _,
                    ChartUnusable _,
                    ProvenanceRefused _,
                    DependencyMissing _ -> Family.DEPENDENCY;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case NotVerified(var cause) -> cause.retry();
            // A new artifact of the source wakes the chart as well.
            case UrlInvalid _,
                    SourceUnsupported _,
                    ChartNotFound _,
                    ValuesUnusable _,
                    VerificationUnsupported _,
                    ProvenancePolicyUnusable _ -> Retry.ON_INPUT_CHANGE;
            case SourceMissing _, SourceUndecodable _, SourceWithoutArtifact _ -> Retry.ON_DEPENDENCY;
            case IndexUnreachable _,
                    IndexRefused _,
                    IndexUnusable _,
                    SourceUnreadable _,
                    ChartUnreachable _,
                    ChartRefused _,
                    ChartNowhere _,
                    RegistryFailed _,
                    ChartUnusable _,
                    DependencyMissing _,
                    ProvenanceKeysUnusable _,
                    ProvenanceRefused _,
                    NotPacked _ -> Retry.WITH_BACKOFF;
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
            case SourceMissing(var kind, var name) -> kind + " '" + name + "' does not exist";
            case SourceUndecodable(var kind, var name, var why) ->
                kind + " '" + name + "' cannot be understood: " + why;
            case SourceWithoutArtifact(var kind, var name) ->
                "no artifact available for " + kind + " source '" + name + "'";
            case SourceUnreadable(var why) -> "the artifact of the source cannot be read: " + why;
            case SourceUnsupported(var kind) -> "spec.sourceRef.kind '" + kind + "' holds no charts";
            case ChartUnreachable(var place, var cause) -> "cannot fetch '" + place + "': " + cause.message();
            case ChartRefused(var place, var status) ->
                "cannot fetch '" + place + "': the server answered with HTTP " + status
                        + (isLogin(status)
                                ? "; credentials go to the server of the repository only, unless spec.passCredentials"
                                        + " is set there"
                                : "");
            case ChartNowhere(var chart, var version) ->
                "the index names no http or https URL for version " + version + " of chart '" + chart + "'";
            case RegistryFailed(var why) -> why;
            case ChartNotFound(var cause) -> cause.message();
            case ChartUnusable(var cause) -> cause.message();
            case ValuesUnusable(var cause) -> cause.message();
            case DependencyMissing(var cause) -> cause.message();
            case NotPacked(var cause) -> cause.message();
            case NotVerified(var cause) -> cause.message();
            case VerificationUnsupported(var why) -> why;
            case ProvenancePolicyUnusable(var why) -> why;
            case ProvenanceKeysUnusable(var why) -> "annotation " + ProvenancePolicy.KEYS + ": " + why;
            case ProvenanceRefused(var file, var why) -> "the provenance of '" + file + "' is refused: " + why;
        };
    }
}
