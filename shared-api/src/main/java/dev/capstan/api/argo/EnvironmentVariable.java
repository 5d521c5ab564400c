package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * One variable of an environment.
 *
 * @param name its name
 * @param value its value
 */
@ExactRecord
public record EnvironmentVariable(
        @Required String name, @Required String value) {}
