package dev.capstan.helm.schema;

/** A check that goes beyond a limit. */
final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStepsException(String message) {
        super(message, null, false, false);
    }
}
