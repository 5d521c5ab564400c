package dev.capstan.source.content;

import java.io.IOException;

/** The content of a source cannot become an artifact, because of what it is; unlike other exceptions while it is read. */
public final class ContentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** What is wrong with the content. */
    public sealed interface Problem {

        /** The ignore rules cannot be used. */
        record RulesUnusable(String why) implements Problem {}

        /** A folder that was asked for is not there. */
        record FolderMissing(String path) implements Problem {}

        /**
         * There is more of it than allowed.
         *
         * @param what is limited, in the plural
         */
        record LimitExceeded(String what, long allowed) implements Problem {}
    }

    ContentException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }
}
