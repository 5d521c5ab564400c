package dev.capstan.image.scan;

import dev.capstan.image.tags.FoundTags;

/** How a scan ended. */
public sealed interface ScanOutcome {

    /**
     * The registry listed the tags, and they are kept.
     *
     * @param isNews whether other tags were kept before, or none
     */
    record Scanned(FoundTags tags, boolean isNews) implements ScanOutcome {}

    /** There are no new tags; those from before are kept. */
    record Failed(ScanFailure failure) implements ScanOutcome {}
}
