package dev.capstan.runtime.secret;

/** Carries a {@link SecretFailure} to where a feature makes its own failure of it. */
public final class SecretException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SecretFailure failure;

    /** With this failure; without a stack trace, since it is expected. */
    public SecretException(SecretFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** What is wrong. */
    public SecretFailure failure() {
        return failure;
    }
}
