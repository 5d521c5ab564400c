package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * The ConfigMap that says where a program is reached.
 *
 * @param name its name
 */
@ExactRecord
public record PluginConfigMap(@Required String name) {}
