package dev.capstan.helm.release.record;

/** How the objects of a revision were written. */
public enum ApplyMethod {
    /** By the API server, which knows whose field is whose. */
    SERVER_SIDE("ssa"),
    /** By a patch out of the last manifest, the new one, and what is in the cluster, as Helm 3 did. */
    CLIENT_SIDE("csa");

    private final String word;

    ApplyMethod(String word) {
        this.word = word;
    }

    /** As it stands in records. */
    public String word() {
        return word;
    }

    /** Records of Helm 3 say nothing: that is client-side. */
    public static ApplyMethod of(String word) {
        return word.equals(SERVER_SIDE.word) ? SERVER_SIDE : CLIENT_SIDE;
    }
}
