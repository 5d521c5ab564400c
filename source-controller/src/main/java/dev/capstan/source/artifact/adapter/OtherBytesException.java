package dev.capstan.source.artifact.adapter;

import java.io.IOException;

/** What was fetched as content with a digest has another one. */
final class OtherBytesException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    OtherBytesException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /** What is wrong, for people. */
    String problem() {
        return problem;
    }
}
