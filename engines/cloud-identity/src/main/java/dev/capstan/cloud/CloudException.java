package dev.capstan.cloud;

import java.io.IOException;

/** Carries an expected failure to the caller. Its text holds no credentials. */
public final class CloudException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient CloudFailure failure;

    /** Has the message of the failure. */
    public CloudException(CloudFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    CloudException(CloudFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** What went wrong. */
    public CloudFailure failure() {
        return failure;
    }
}
