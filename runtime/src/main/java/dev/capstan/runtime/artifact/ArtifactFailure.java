package dev.capstan.runtime.artifact;

import dev.capstan.archive.ArchiveFailure;

/** Why an artifact cannot be read. */
public sealed interface ArtifactFailure {

    /** The server knows no such artifact: the source is being rebuilt, or has moved on to a newer one. */
    record NotFound(String address) implements ArtifactFailure {}

    /** The server did not answer, broke off, or answered with an error of its own. */
    record Unreachable(String address, String cause) implements ArtifactFailure {}

    /** The source's status names an address or a digest that is not usable. */
    record ReferenceInvalid(String reason) implements ArtifactFailure {}

    /** The archive was served and is not usable. */
    record ArchiveUnusable(ArchiveFailure failure) implements ArtifactFailure {}

    /** Whether the same artifact may be readable later without a change of the source. */
    default boolean mayPass() {
        return switch (this) {
            case NotFound _, Unreachable _, ArchiveUnusable(ArchiveFailure.StorageFailed _) -> true;
            case ReferenceInvalid _,
                    ArchiveUnusable(ArchiveFailure.DigestMismatch _),
                    ArchiveUnusable(ArchiveFailure.Refused _),
                    ArchiveUnusable(ArchiveFailure.LimitExceeded _) -> false;
        };
    }

    /** What happened and what to do, in one line. Never holds bytes of an answer, nor credentials of an address. */
    default String message() {
        return switch (this) {
            case NotFound(var address) -> "artifact not found at " + address;
            case Unreachable(var address, var cause) ->
                "artifact server at %s not reachable: %s; check that source-controller runs".formatted(address, cause);
            case ReferenceInvalid(var reason) -> "artifact cannot be fetched: " + reason;
            case ArchiveUnusable(ArchiveFailure.DigestMismatch(var expected, var actual)) ->
                "artifact digest is %s but the source announced %s; the stored archive was changed, reconcile the source to rebuild it"
                        .formatted(actual, expected);
            case ArchiveUnusable(ArchiveFailure.Refused(var reason)) -> "artifact archive refused: " + reason;
            case ArchiveUnusable(ArchiveFailure.LimitExceeded(var limit)) -> "artifact limit exceeded: " + limit;
            case ArchiveUnusable(ArchiveFailure.StorageFailed(var cause)) ->
                "artifact could not be stored on this machine: " + cause;
        };
    }
}
