package dev.capstan.application.compare;

/**
 * One condition of an Application.
 *
 * @param type such as {@link ConditionType#COMPARISON_ERROR}
 * @param message for people, without values of Secrets
 */
public record Condition(ConditionType type, String message) {
    /** Cuts a message that no status should hold. */
    public Condition {
        message = StatusText.bounded(message);
    }
}
