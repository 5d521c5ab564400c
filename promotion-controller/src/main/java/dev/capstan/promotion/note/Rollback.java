package dev.capstan.promotion.note;

import java.util.Optional;

/**
 * An environment is to go back to what it had before.
 *
 * @param value the annotation as it was written; each value counts once
 * @param by who wrote it, where that is known
 */
public record Rollback(String environment, String reason, String value, Optional<String> by) {}
