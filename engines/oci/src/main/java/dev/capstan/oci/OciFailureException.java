package dev.capstan.oci;

import java.io.IOException;

/** Carries an expected failure out of the middle of a stream or of nested calls. Its text holds no credentials. */
public final class OciFailureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient OciFailure failure;

    /** Carries the failure. */
    public OciFailureException(OciFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** What went wrong. */
    public OciFailure failure() {
        return failure;
    }
}
