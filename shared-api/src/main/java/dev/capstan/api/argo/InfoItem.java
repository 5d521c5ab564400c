package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * Something that is shown to people.
 *
 * @param name what it is
 * @param value its text
 */
@ExactRecord
public record InfoItem(@Required String name, @Required String value) {}
