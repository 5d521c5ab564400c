package dev.capstan.git.transport;

import dev.capstan.git.GitFailure;
import java.io.IOException;

/** Carries a failure through JGit, which knows exceptions only; caught again at the boundary of this engine. */
public final class GitFailureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient GitFailure failure;

    public GitFailureException(GitFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public GitFailureException(GitFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public GitFailure failure() {
        return failure;
    }
}
