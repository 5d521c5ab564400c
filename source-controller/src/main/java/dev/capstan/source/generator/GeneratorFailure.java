package dev.capstan.source.generator;

import dev.capstan.api.meta.KindRef;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.Reason;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;
import java.util.Optional;

/** What can keep an ArtifactGenerator from making its artifacts; those that it made before stay. */
public sealed interface GeneratorFailure extends SourceFailure {

    /** The spec says something that cannot be done, whatever the sources hold. */
    record SpecInvalid(String why) implements GeneratorFailure {}

    /** A source lies in another namespace, and the operator forbids that. */
    record SourceForbidden(ObjectReference source) implements GeneratorFailure {}

    /** There is no such source. */
    record SourceMissing(ObjectReference source) implements GeneratorFailure {}

    /** The source has no artifact yet. */
    record SourceNotReady(ObjectReference source) implements GeneratorFailure {}

    /** The artifact of a source cannot be read. */
    record SourceUnreadable(ObjectReference source, String why) implements GeneratorFailure {}

    /** A source is made, directly or through others, from what this object makes. */
    record SourceInCircle(ObjectReference source) implements GeneratorFailure {}

    /**
     * A copy operation does not fit the files that are there.
     *
     * @param from of the operation
     */
    record CopyFailed(String artifact, String from, String why) implements GeneratorFailure {}

    /**
     * There is more of something than allowed.
     *
     * @param what is limited, in the plural
     */
    record LimitExceeded(String what, long allowed) implements GeneratorFailure {}

    /** The storage could not be written. */
    record NotStored(String artifact, String why, boolean isOutOfSpace) implements GeneratorFailure {}

    /** An ExternalArtifact of that name is there, and somebody else makes it. */
    record NameTaken(String artifact, Optional<KindRef> maker) implements GeneratorFailure {}

    /** The API server did not take an ExternalArtifact. */
    record NotPublished(String artifact, String why) implements GeneratorFailure {}

    /** The files of an artifact that is not made any more could not be removed. */
    record NotRemoved(String artifact, String why) implements GeneratorFailure {}

    /** Of the step only its order counts: a generator has no conditions besides {@code Ready}. */
    @Override
    default SourceStep step() {
        return switch (this) {
            case SpecInvalid _,
                    SourceForbidden _,
                    SourceMissing _,
                    SourceNotReady _,
                    SourceUnreadable _,
                    SourceInCircle _ -> SourceStep.FETCH;
            case CopyFailed _, LimitExceeded _, NotStored _, NameTaken _, NotPublished _, NotRemoved _ ->
                SourceStep.STORE;
        };
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case SpecInvalid _, SourceInCircle _ -> Reason.VALIDATION_FAILED;
            case SourceForbidden _ -> Reason.ACCESS_DENIED;
            case SourceMissing _, SourceNotReady _, SourceUnreadable _ -> Reason.SOURCE_FETCH_FAILED;
            case CopyFailed _, LimitExceeded _, NotStored _ -> Reason.BUILD_FAILED;
            case NameTaken _, NotPublished _, NotRemoved _ -> Reason.RECONCILIATION_FAILED;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case SpecInvalid _, SourceForbidden _, SourceInCircle _, CopyFailed _, NameTaken _ -> Family.USER_INPUT;
            case SourceMissing _, SourceNotReady _, SourceUnreadable _, NotPublished _ -> Family.DEPENDENCY;
            case LimitExceeded _, NotStored _, NotRemoved _ -> Family.EXHAUSTED_RESOURCES;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case SpecInvalid _, SourceForbidden _ -> Retry.ON_INPUT_CHANGE;
            case SourceMissing _, SourceNotReady _, SourceUnreadable _ -> Retry.ON_DEPENDENCY;
            // What other objects are, and who makes them, may change without anybody saying so.
            case SourceInCircle _,
                    CopyFailed _,
                    LimitExceeded _,
                    NotStored _,
                    NameTaken _,
                    NotPublished _,
                    NotRemoved _ -> Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case SpecInvalid(var why) -> why;
            case SourceForbidden(var source) ->
                "can't access '" + source + "', cross-namespace references have been blocked";
            case SourceMissing(var source) -> "the source '" + source + "' does not exist";
            case SourceNotReady(var source) -> "the source '" + source + "' has no artifact yet";
            case SourceUnreadable(var source, var why) -> "the source '" + source + "' cannot be read: " + why;
            case SourceInCircle(var source) ->
                "the source '" + source + "' is made from artifacts of this object, itself or through others";
            case CopyFailed(var artifact, var from, var why) ->
                "cannot build the artifact '" + artifact + "': copying from '" + from + "': " + why;
            case LimitExceeded(var what, var allowed) -> "there are more than " + allowed + " " + what;
            case NotStored(var artifact, var why, var isOutOfSpace) ->
                "cannot store the artifact '" + artifact + "': "
                        + (isOutOfSpace ? "the artifact storage has no space left" : why);
            case NameTaken(var artifact, var maker) ->
                "ExternalArtifact '" + artifact + "' is there already and "
                        + maker.map(it -> "made by " + it.kind() + " '" + it.name() + "'")
                                .orElse("not made by this object")
                        + "; choose another name or delete it";
            case NotRemoved(var artifact, var why) ->
                "cannot remove the files of the former artifact '" + artifact + "': " + why;
            case NotPublished(var artifact, var why) -> "cannot write ExternalArtifact '" + artifact + "': " + why;
        };
    }
}
