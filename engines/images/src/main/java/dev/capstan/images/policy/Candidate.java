package dev.capstan.images.policy;

/**
 * A tag and what the policy saw of it.
 *
 * @param value what was extracted, or the tag itself
 */
public record Candidate(String tag, String value) {}
