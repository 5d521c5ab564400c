package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * An entry of a ConfigMap.
 *
 * @param configMapName the ConfigMap
 * @param key the entry
 */
@ExactRecord
public record SetConfigMapRef(
        @Required String configMapName, @Required String key) {}
