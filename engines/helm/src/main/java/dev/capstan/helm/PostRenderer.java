package dev.capstan.helm;

/** Changes the manifests of a chart after its templates were rendered and before hooks are told from the rest. */
@FunctionalInterface
public interface PostRenderer {

    /** What a post-renderer gives. */
    sealed interface Outcome {
        /** The manifests as they shall be. */
        record Changed(String manifests) implements Outcome {}

        /** It cannot be done; ends the rendering with this message. */
        record Failed(String message) implements Outcome {}
    }

    /** What goes through a post-renderer. */
    enum Strategy {
        /** Hooks stay as they are, as in Helm 3. */
        NO_HOOKS,
        /** Hooks and all others in one go, as in Helm 4. */
        COMBINED,
        /** Hooks and all others, each on their own. */
        SEPARATE
    }

    /**
     * Changes manifests. Each document carries the annotation {@code postrenderer.helm.sh/postrender-filename}, by which Helm knows
     * its template again; a document without it counts as new.
     *
     * @param manifests a stream of YAML documents
     */
    Outcome run(String manifests);
}
