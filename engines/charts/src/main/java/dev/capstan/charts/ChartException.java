package dev.capstan.charts;

/** Carries an expected failure to the caller, out of the middle of reading or writing. */
public final class ChartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ChartFailure failure;

    /** Its text is the message of the failure. */
    public ChartException(ChartFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** What is wrong. */
    public ChartFailure failure() {
        return failure;
    }
}
