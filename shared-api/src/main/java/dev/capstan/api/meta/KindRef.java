package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Names an object of any kind.
 *
 * @param apiVersion group and version of the kind; what an absent one means is up to the field that uses this
 * @param kind kind of the object
 * @param name name of the object
 * @param namespace its namespace; absent means the namespace of the object that refers to it
 */
@WireRecord
public record KindRef(
        @Nullable String apiVersion,
        @Required String kind,
        @Required String name,
        @Nullable String namespace) {}
