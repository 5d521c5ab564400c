package dev.capstan.argo.health.rule;

/** A rule that cannot be read; the message says what was expected, and where. */
public final class RuleSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    RuleSyntaxException(String message) {
        super(message, null, false, false);
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
