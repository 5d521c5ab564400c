package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.ValueHash;
import java.util.List;

/**
 * What an applied object is compared with from now on.
 *
 * @param owner on whose behalf it was applied
 * @param manifestHash hash of what was sent, to recognise the same manifest later
 * @param ignored JSON pointers of fields left to others
 * @param isMerge whether fields that kubectl adds stay
 * @param revision revision of the source that it came from
 */
public record Expectation(Owner owner, String manifestHash, List<String> ignored, boolean isMerge, String revision) {
    public Expectation {
        ignored = List.copyOf(ignored);
    }

    /** The same of another content. */
    public Expectation of(JsonNode content) {
        return new Expectation(owner, ValueHash.of(content), ignored, isMerge, revision);
    }

    /** Whether both ask for the same, whatever revision they came from. */
    boolean isSameManifest(Expectation other) {
        return owner.equals(other.owner)
                && manifestHash.equals(other.manifestHash)
                && ignored.equals(other.ignored)
                && isMerge == other.isMerge;
    }
}
