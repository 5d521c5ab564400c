package dev.capstan.git.serve;

/** What a client of {@link GitHttpServer} may do with one repository. */
public enum Access {
    /** Clone and fetch. */
    READ_ONLY,
    /** Clone, fetch and push, including deletions and forced updates. */
    READ_WRITE
}
