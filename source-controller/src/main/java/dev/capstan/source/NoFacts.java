package dev.capstan.source;

/** What an update finds out for the status besides the artifact, for a kind for which that is nothing. */
public enum NoFacts {
    /** The only value. */
    NONE
}
