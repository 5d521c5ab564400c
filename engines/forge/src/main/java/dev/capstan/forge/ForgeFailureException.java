package dev.capstan.forge;

/** An expected failure on its way to where it becomes a value. Its text holds no credentials. */
public final class ForgeFailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ForgeFailure failure;

    /** Carries the failure. */
    public ForgeFailureException(ForgeFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    static ForgeFailureException address(String why) {
        return new ForgeFailureException(new ForgeFailure.AddressInvalid(why));
    }

    /** What went wrong. */
    public ForgeFailure failure() {
        return failure;
    }
}
