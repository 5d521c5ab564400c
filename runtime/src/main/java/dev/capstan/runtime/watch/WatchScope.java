package dev.capstan.runtime.watch;

import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;

/**
 * Which objects this process takes care of. The namespace holds for everything that is listed or watched, so that a process with a
 * Role in it needs no rights in the cluster; the labels hold for the objects that are reconciled.
 *
 * @param namespace the only namespace; empty for all
 * @param labelSelector only objects with these labels, for sharding; empty for all
 */
public record WatchScope(Optional<String> namespace, Optional<String> labelSelector) {

    /** Whether objects of a namespace are listed and watched. */
    public boolean covers(String other) {
        return namespace.map(other::equals).orElse(true);
    }

    /** The objects of a kind that are listed and watched, whatever their labels. */
    public <T, L, R extends Resource<T>> AnyNamespaceOperation<T, L, R> of(MixedOperation<T, L, R> kind) {
        return namespace.<AnyNamespaceOperation<T, L, R>>map(kind::inNamespace).orElseGet(kind::inAnyNamespace);
    }
}
