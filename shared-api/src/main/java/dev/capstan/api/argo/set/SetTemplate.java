package dev.capstan.api.argo.set;

import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * What Applications look like.
 *
 * @param metadata name, labels and annotations
 * @param spec what they do
 */
@ExactRecord
public record SetTemplate(
        @Required TemplateMetadata metadata, @Required ApplicationSpec spec) {}
