package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * One entry of a Secret in the namespace of the object.
 *
 * @param name the name of the Secret
 * @param key the entry in its data
 */
@ExactRecord
public record SecretEntry(@Required String name, @Required String key) {}
