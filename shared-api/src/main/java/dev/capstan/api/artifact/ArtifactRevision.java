package dev.capstan.api.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What an archive holds, as its source says, for people and for comparison: {@code main@sha1:<40 hex>}, {@code latest@sha256:<hex>}, a
 * chart version. It is not parsed here: every kind of source has its own forms, and sources of others have theirs.
 *
 * @param text as it is written; a string in JSON
 */
public record ArtifactRevision(@JsonValue String text) {

    /** Reads it from JSON. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ArtifactRevision {}

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
