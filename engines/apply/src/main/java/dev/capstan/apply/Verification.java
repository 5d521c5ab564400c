package dev.capstan.apply;

/** How far an apply relies on what is known of the cluster. */
public enum Verification {
    /** What the watches have seen holds: for a new revision, or to repair a drift. */
    REMEMBERED,
    /**
     * What the watches have seen is compared with one fresh list per kind first: for a run that claims to have
     * verified.
     */
    COMPARED,
    /** Everything is sent to the API server, also what is known to match: the slow clock's full verification. */
    SENT
}
