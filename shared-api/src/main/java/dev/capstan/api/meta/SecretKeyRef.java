package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Names a Secret, and perhaps one of its keys.
 *
 * @param name name of the Secret, in the namespace of the object that refers to it
 * @param key the key; absent means the keys that the field documents
 */
@WireRecord
public record SecretKeyRef(@Required String name, @Nullable String key) {}
