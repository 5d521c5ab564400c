package dev.capstan.runtime.artifact;

/** Why an artifact cannot be read. */
public sealed interface ArtifactFailure {

    /** The server knows no such artifact: the source is being rebuilt, or has moved on to a newer one. */
    record NotFound(String address) implements ArtifactFailure {}

    /** The server did not answer, broke off, or answered with an error of its own. */
    record Unreachable(String address, String cause) implements ArtifactFailure {}

    /** The source's status names an address or a digest that is not usable. */
    record ReferenceInvalid(String reason) implements ArtifactFailure {}

    /** The bytes are not those that the source's status announced. */
    record DigestMismatch(String expected, String actual) implements ArtifactFailure {}

    /** The archive holds something that must not be there, or is not an archive. */
    record ArchiveRefused(String reason) implements ArtifactFailure {}

    /** The archive is larger than a limit allows. */
    record LimitExceeded(String limit) implements ArtifactFailure {}

    /** This machine could not store the artifact. */
    record StorageFailed(String cause) implements ArtifactFailure {}

    /** Whether the same artifact may be readable later without a change of the source. */
    default boolean mayPass() {
        return switch (this) {
            case NotFound _, Unreachable _, StorageFailed _ -> true;
            case ReferenceInvalid _, DigestMismatch _, ArchiveRefused _, LimitExceeded _ -> false;
        };
    }

    /** What happened and what to do, in one line. Never holds bytes of an answer, nor credentials of an address. */
    default String message() {
        return switch (this) {
            case NotFound(var address) -> "artifact not found at " + address;
            case Unreachable(var address, var cause) ->
                "artifact server at %s not reachable: %s; check that source-controller runs".formatted(address, cause);
            case ReferenceInvalid(var reason) -> "artifact cannot be fetched: " + reason;
            case DigestMismatch(var expected, var actual) ->
                "artifact digest is %s but the source announced %s; the stored archive was changed, reconcile the source to rebuild it"
                        .formatted(actual, expected);
            case ArchiveRefused(var reason) -> "artifact archive refused: " + reason;
            case LimitExceeded(var limit) -> "artifact limit exceeded: " + limit;
            case StorageFailed(var cause) -> "artifact could not be stored on this machine: " + cause;
        };
    }
}
