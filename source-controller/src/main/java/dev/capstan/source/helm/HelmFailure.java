package dev.capstan.source.helm;

import dev.capstan.api.meta.Reason;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.charts.ChartFailure;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.SourceStep;
import dev.capstan.source.verification.VerificationFailure;
import java.util.Optional;

/** What can keep a HelmRepository or a HelmChart from having a new artifact. */
public sealed interface HelmFailure extends SourceFailure {

    /** The URL of a repository is not one. */
    record UrlInvalid() implements HelmFailure {}

    /** The repository or the registry does not give an index or a chart. */
    record NotFetched(ChartAccessFailure cause) implements HelmFailure {}

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
                    NotFetched _,
                    SourceMissing _,
                    SourceUndecodable _,
                    SourceWithoutArtifact _,
                    SourceUnreadable _,
                    SourceUnsupported _,
                    ChartNotFound _,
                    ChartUnusable _ -> SourceStep.FETCH;
        };
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case UrlInvalid _ -> Reason.URL_INVALID;
            case NotFetched(var cause) -> cause.reason();
            case SourceMissing _, SourceUndecodable _ -> Reason.SOURCE_UNAVAILABLE;
            case SourceWithoutArtifact _ -> Reason.NO_SOURCE_ARTIFACT;
            case SourceUnsupported _ -> Reason.UNSUPPORTED_SOURCE_KIND;
            case ChartNotFound _ -> Reason.INVALID_CHART_REFERENCE;
            case SourceUnreadable _, ChartUnusable _ -> Reason.CHART_PULL_ERROR;
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

    @Override
    default Family family() {
        return switch (this) {
            case NotFetched(var cause) -> cause.family();
            case NotVerified(var cause) -> cause.family();
            case UrlInvalid _,
                    SourceUnsupported _,
                    ChartNotFound _,
                    ValuesUnusable _,
                    NotPacked _,
                    VerificationUnsupported _,
                    ProvenancePolicyUnusable _,
                    ProvenanceKeysUnusable _ -> Family.USER_INPUT;
            case SourceMissing _,
                    SourceUndecodable _,
                    SourceWithoutArtifact _,
                    SourceUnreadable _,
                    ChartUnusable _,
                    ProvenanceRefused _,
                    DependencyMissing _ -> Family.DEPENDENCY;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case NotFetched(var cause) -> cause.retry();
            case NotVerified(var cause) -> cause.retry();
            // A new artifact of the source wakes the chart as well.
            case UrlInvalid _,
                    SourceUnsupported _,
                    ChartNotFound _,
                    ValuesUnusable _,
                    VerificationUnsupported _,
                    ProvenancePolicyUnusable _ -> Retry.ON_INPUT_CHANGE;
            case SourceMissing _, SourceUndecodable _, SourceWithoutArtifact _ -> Retry.ON_DEPENDENCY;
            case SourceUnreadable _,
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
            case NotFetched(var cause) -> cause.message() + advice(cause);
            case SourceMissing(var kind, var name) -> kind + " '" + name + "' does not exist";
            case SourceUndecodable(var kind, var name, var why) ->
                kind + " '" + name + "' cannot be understood: " + why;
            case SourceWithoutArtifact(var kind, var name) ->
                "no artifact available for " + kind + " source '" + name + "'";
            case SourceUnreadable(var why) -> "the artifact of the source cannot be read: " + why;
            case SourceUnsupported(var kind) -> "spec.sourceRef.kind '" + kind + "' holds no charts";
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

    /** Where the spec says who we are. */
    private static String advice(ChartAccessFailure failure) {
        if (failure instanceof ChartAccessFailure.IndexRefused refused && refused.isAboutLogin()) {
            return refused.hadLogin() ? " in spec.secretRef" : ", put them into spec.secretRef";
        }
        return failure instanceof ChartAccessFailure.ChartRefused refused && refused.isAboutLogin()
                ? "; credentials go to the server of the repository only, unless spec.passCredentials is set there"
                : "";
    }

    /** What it means for a source that something was not fetched. */
    static SourceFailure of(ChartAccessFailure failure) {
        return failure instanceof ChartAccessFailure.IndexNotKept(var why)
                ? CommonSourceFailure.Storage.of(why)
                : new NotFetched(failure);
    }

    /** What a repository or a registry gave, as the result of a step. */
    static <T> SourceResult<T> result(ChartAccessResult<T> result) {
        return switch (result) {
            case ChartAccessResult.Success<T>(var value) -> SourceResult.success(value);
            case ChartAccessResult.Failed<T>(var failure) -> SourceResult.failed(of(failure));
        };
    }
}
