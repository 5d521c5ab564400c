package dev.capstan.devcluster;

/** What came of the attempt to start K3s. */
sealed interface K3sStart {

    /** It takes work. */
    record Started(K3sCluster cluster) implements K3sStart {}

    /**
     * It did not start, and nothing of it is left but the log that the reason may name.
     *
     * @param reason what was tried, on what, and why it failed; a sentence or more
     */
    record Failed(String reason) implements K3sStart {}
}
