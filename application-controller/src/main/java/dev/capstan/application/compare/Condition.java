package dev.capstan.application.compare;

/**
 * One condition of an Application.
 *
 * @param type such as {@link ConditionType#COMPARISON_ERROR}
 * @param message for people, without values of Secrets
 */
public record Condition(ConditionType type, String message) {
    private static final int LONGEST = 4_000;

    /** Cuts a message that no status should hold. */
    public Condition {
        message = message.length() > LONGEST ? message.substring(0, end(message)) + "…" : message;
    }

    /** Never between the halves of a character: the API server would replace them, and every comparison would see a change. */
    private static int end(String message) {
        return Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
