package dev.capstan.http;

import java.io.IOException;

/** Carries an expected failure to the caller, also out of the middle of a stream. Its text holds no credentials. */
public final class HttpFailureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient HttpFailure failure;

    HttpFailureException(HttpFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    HttpFailureException(HttpFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** What went wrong. */
    public HttpFailure failure() {
        return failure;
    }
}
