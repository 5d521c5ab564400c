package dev.capstan.promotion.note;

/**
 * A candidate that is not to come into an environment.
 *
 * @param candidate as the person called it
 * @param reason empty when none was given
 */
public record Skip(String environment, String candidate, String reason) {}
