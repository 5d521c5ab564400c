package dev.capstan.promotion.note;

import java.util.Optional;

/**
 * A candidate that a person let into an environment.
 *
 * @param candidate as the person called it
 * @param reason empty when none was given
 * @param by who wrote it, where that is known
 */
public record Approval(String environment, String candidate, String reason, Optional<String> by) {}
