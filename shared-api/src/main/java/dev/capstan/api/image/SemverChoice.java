package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * The highest version of a range.
 *
 * @param range which versions count
 */
@WireRecord
public record SemverChoice(@Required String range) {}
