package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitResource;
import java.util.Objects;

/**
 * Which changes of the content of an object start a reconciliation. Another object of the same name, a request, and the start of a
 * deletion always do.
 *
 * @param <T> the kind
 */
@FunctionalInterface
public interface TriggerPolicy<T> {
    /** Whether this change does; asked for every update that the watch sees, so it must be fast. */
    boolean triggers(T changed, T before);

    /** A new generation does: right where the status is a subresource, so that the generation counts the specs. */
    static <T extends ToolkitResource<?, ?>> TriggerPolicy<T> byGeneration() {
        return (changed, before) -> !Objects.equals(
                changed.getMetadata().getGeneration(), before.getMetadata().getGeneration());
    }
}
