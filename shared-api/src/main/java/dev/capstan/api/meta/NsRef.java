package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Names an object of a known kind, perhaps in another namespace.
 *
 * @param name name of the object
 * @param namespace its namespace; absent means the namespace of the object that refers to it
 */
@WireRecord
public record NsRef(@Required String name, @Nullable String namespace) {}
