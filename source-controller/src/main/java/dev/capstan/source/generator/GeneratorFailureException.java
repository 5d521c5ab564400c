package dev.capstan.source.generator;

/** Carries a failure out of nested calls; never leaves this package. */
final class GeneratorFailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient GeneratorFailure failure;

    GeneratorFailureException(GeneratorFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    static GeneratorFailureException invalid(String why) {
        return new GeneratorFailureException(new GeneratorFailure.SpecInvalid(why));
    }

    GeneratorFailure failure() {
        return failure;
    }
}
