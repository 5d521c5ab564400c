package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Names an object of a known kind.
 *
 * @param name name of the object
 * @param namespace its namespace; absent means the namespace of the object that refers to it
 */
@WireRecord
public record NamespacedRef(@Required String name, @Nullable String namespace) {

    /** Namespace and name, as an object of that namespace means them. */
    public ObjectKey from(String ownNamespace) {
        return new ObjectKey(namespace == null || namespace.isEmpty() ? ownNamespace : namespace, name);
    }
}
