package dev.capstan.apply.health;

/**
 * A condition that the assessment derives, as kstatus does.
 *
 * @param type {@code Reconciling} or {@code Stalled}
 * @param reason machine word, may be empty
 * @param message text, may be empty
 */
public record HealthCondition(String type, String reason, String message) {}
