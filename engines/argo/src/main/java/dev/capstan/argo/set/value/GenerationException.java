package dev.capstan.argo.set.value;

/**
 * A set cannot be generated: its spec, a template or what a generator was given is at fault. Does not leave
 * {@code dev.capstan.argo.set}: what others call turns it into a value. Carries no stack trace.
 */
public final class GenerationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what cannot be generated, and why. */
    public GenerationException(String message) {
        super(message, null, false, false);
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The same failure, with what it happened to in front. */
    public GenerationException in(String what) {
        return new GenerationException(what + ": " + getMessage());
    }
}
