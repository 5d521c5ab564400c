package dev.capstan.archive;

import dev.capstan.digest.Digest;

/** Why an archive cannot be read. */
public sealed interface ArchiveFailure {

    /** The bytes are not those that were announced. */
    record DigestMismatch(Digest expected, Digest actual) implements ArchiveFailure {}

    /** The archive holds something that must not be there, or is not an archive. */
    record Refused(String reason) implements ArchiveFailure {}

    /** The archive is larger than a limit allows; the text names the limit. */
    record LimitExceeded(String limit) implements ArchiveFailure {}

    /** This machine could not store the archive. */
    record StorageFailed(String cause) implements ArchiveFailure {}
}
