package dev.capstan.images.policy;

/**
 * How many tags came how far.
 *
 * @param tags all that were given, each once
 * @param malformed what no registry may call a tag; skipped
 * @param passed found by the filter, or all well-formed ones without a filter
 * @param values different values among those that passed
 * @param readable values that are versions or numbers, whichever the policy asks for
 * @param eligible those of them that are in the range
 */
public record TagCounts(int tags, int malformed, int passed, int values, int readable, int eligible) {}
