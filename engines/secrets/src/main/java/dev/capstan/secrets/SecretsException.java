package dev.capstan.secrets;

/** Carries a failure out of the depth of a document. Those who ask the engine see {@link Outcome} instead. */
public final class SecretsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized
    private final SecretsFailure failure;

    /** Has no cause: the texts of exceptions of parsers and ciphers may quote what they were given. */
    public SecretsException(SecretsFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** What went wrong. */
    public SecretsFailure failure() {
        return failure;
    }
}
