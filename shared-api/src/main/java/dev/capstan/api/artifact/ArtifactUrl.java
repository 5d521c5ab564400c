package dev.capstan.api.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where an archive is served. It is what a status says, and whoever may write that chooses it: whoever connects to it checks it first.
 *
 * @param text as it is written; a string in JSON
 */
public record ArtifactUrl(@JsonValue String text) {

    /** Reads it from JSON. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ArtifactUrl {}

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
