package dev.capstan.source;

import dev.capstan.access.AccessFailure;
import dev.capstan.api.meta.Reason;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;

/** What can keep a source of any kind from having a new artifact. */
public sealed interface CommonSourceFailure extends SourceFailure {

    /** It is not known who we are for the upstream. */
    record Access(AccessFailure cause) implements CommonSourceFailure {}

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
            case Access _ -> SourceStep.FETCH;
            case IgnoreRulesUnusable _, Storage _ -> SourceStep.STORE;
        };
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case Access(var cause) -> cause.reason();
            case IgnoreRulesUnusable _ -> Reason.SOURCE_IGNORE_ERROR;
            case Storage _ -> Reason.ARCHIVE_OPERATION_FAILED;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case Access(var cause) -> cause.family();
            case IgnoreRulesUnusable _ -> Family.USER_INPUT;
            case Storage _ -> Family.EXHAUSTED_RESOURCES;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case Access(var cause) -> cause.retry();
            case IgnoreRulesUnusable _, Storage _ -> Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case Access(var cause) -> cause.message();
            case IgnoreRulesUnusable(var why) -> "the ignore rules are not usable: " + why;
            case Storage(var why, var isOutOfSpace) ->
                isOutOfSpace ? "the artifact storage has no space left: " + why : "cannot store the artifact: " + why;
        };
    }
}
