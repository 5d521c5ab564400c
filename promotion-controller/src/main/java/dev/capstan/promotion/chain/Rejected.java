package dev.capstan.promotion.chain;

/**
 * Something that was rolled back in an environment.
 *
 * @param digest what it is
 */
public record Rejected(String digest, String reason) {}
