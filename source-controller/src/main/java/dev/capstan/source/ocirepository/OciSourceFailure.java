package dev.capstan.source.ocirepository;

import dev.capstan.access.registry.RegistryFailures;
import dev.capstan.api.meta.Reason;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.SourceStep;

/** What keeps an OCIRepository in particular from having a new artifact. */
public sealed interface OciSourceFailure extends SourceFailure {

    /** The registry could not be used. */
    record Pull(OciFailure cause) implements OciSourceFailure {}

    /** What the spec says about the reference cannot be one. */
    record ReferenceInvalid(String field, String why) implements OciSourceFailure {}

    /** No tag is a version within the range. */
    record NoMatchingTag(RepositoryName repository, String range) implements OciSourceFailure {}

    /** The wanted layer is not there, or cannot be unpacked. */
    record LayerUnusable(String why) implements OciSourceFailure {}

    /** The result of an operation on a registry as the result of a step. */
    static <T> SourceResult<T> result(OciResult<T> result) {
        return switch (result) {
            case OciResult.Success<T>(var value) -> SourceResult.success(value);
            case OciResult.Failed<T>(var failure) -> SourceResult.failed(new Pull(failure));
        };
    }

    @Override
    default SourceStep step() {
        return SourceStep.FETCH;
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case Pull(OciFailure.NameInvalid _) -> Reason.URL_INVALID;
            case Pull(OciFailure.LoginMalformed _),
                    Pull(OciFailure.LoginRejected _),
                    Pull(OciFailure.TokenServiceForeign _),
                    Pull(OciFailure.TlsMaterialUnusable _) -> Reason.AUTHENTICATION_FAILED;
            case Pull _, ReferenceInvalid _, NoMatchingTag _ -> Reason.OCI_ARTIFACT_PULL_FAILED;
            case LayerUnusable _ -> Reason.OCI_ARTIFACT_LAYER_OPERATION_FAILED;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case Pull(var cause) -> RegistryFailures.family(cause);
            case ReferenceInvalid _, NoMatchingTag _, LayerUnusable _ -> Family.USER_INPUT;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case Pull(OciFailure.NameInvalid _), ReferenceInvalid _ -> Retry.ON_INPUT_CHANGE;
            // A registry is not part of the object: it may be corrected at any time.
            case Pull _, NoMatchingTag _, LayerUnusable _ -> Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case Pull(var cause) -> cause.message();
            case ReferenceInvalid(var field, var why) -> field + " is not usable: " + why;
            case NoMatchingTag(var repository, var range) ->
                "no tag of '" + repository + "' is a version within '" + range + "'";
            case LayerUnusable(var why) -> why;
        };
    }
}
