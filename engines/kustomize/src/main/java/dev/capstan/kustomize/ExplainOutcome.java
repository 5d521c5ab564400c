package dev.capstan.kustomize;

import java.util.List;

/** What became of a build that was to be explained. */
public sealed interface ExplainOutcome {

    /**
     * The build succeeded.
     *
     * @param objects the objects of the build in its order, with the history of their fields
     */
    record Explained(List<ExplainedObject> objects) implements ExplainOutcome {
        /** Copies the list. */
        public Explained {
            objects = List.copyOf(objects);
        }
    }

    /**
     * The build failed.
     *
     * @param problem the first cause, the same as an ordinary build gives
     */
    record NotExplained(BuildProblem problem) implements ExplainOutcome {}
}
