package dev.capstan.promotion.chain;

import dev.capstan.promotion.place.Content;
import java.time.Instant;

/**
 * Something that an environment has or had.
 *
 * @param since when it was first seen there
 * @param isRestored whether it came back by a rollback
 */
public record Held(Content content, Instant since, boolean isRestored) {}
