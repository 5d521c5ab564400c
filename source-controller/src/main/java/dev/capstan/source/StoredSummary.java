package dev.capstan.source;

import dev.capstan.api.meta.Reason;

/**
 * What people read about an artifact that is in the storage.
 *
 * @param reason of the conditions {@code ArtifactInStorage} and {@code Ready}
 * @param eventReason of the event when the artifact is new
 * @param message of both conditions, for example {@code stored artifact for revision 'main@sha1:…'}
 */
public record StoredSummary(Reason reason, Reason eventReason, String message) {

    /** The usual reasons. */
    public static StoredSummary of(String message) {
        return new StoredSummary(Reason.SUCCEEDED, Reason.NEW_ARTIFACT, message);
    }
}
