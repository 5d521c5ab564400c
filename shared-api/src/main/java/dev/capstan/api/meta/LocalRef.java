package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * Names an object in the namespace of the object that refers to it.
 *
 * @param name name of the object
 */
@WireRecord
public record LocalRef(@Required String name) {}
