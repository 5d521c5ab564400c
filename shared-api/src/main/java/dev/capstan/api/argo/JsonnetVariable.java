package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * One variable of Jsonnet.
 *
 * @param name its name
 * @param value its value
 * @param code whether the value is Jsonnet itself
 */
@ExactRecord
public record JsonnetVariable(
        @Required String name,
        @Required String value,
        @Nullable Boolean code) {}
