package dev.capstan.source.bucket;

/** An update of a Bucket finds out nothing for the status besides the artifact. */
public enum NoFacts {
    /** The only value. */
    NONE
}
