package dev.capstan.api.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The digest of an archive, {@code <algorithm>:<value>}. It is what its source says: whoever downloads the archive compares.
 *
 * @param text as it is written; a string in JSON
 */
public record ArtifactDigest(@JsonValue String text) {

    /** Reads it from JSON. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ArtifactDigest {}

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
