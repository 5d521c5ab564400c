package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * An entry of a Secret.
 *
 * @param secretName the Secret
 * @param key the entry
 */
@ExactRecord
public record SetSecretRef(
        @Required String secretName, @Required String key) {}
