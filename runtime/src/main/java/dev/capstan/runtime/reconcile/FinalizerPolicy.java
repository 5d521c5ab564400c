package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitResource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What keeps an object of a kind until its cleanup is done. */
public sealed interface FinalizerPolicy {
    /**
     * A finalizer that is put on every object before its first reconciliation, and taken off after the cleanup.
     *
     * @param name its name
     */
    record Ours(String name) implements FinalizerPolicy {}

    /**
     * Finalizers that users put on the objects for which they want a cleanup; never put on, and taken off one by one or together. An
     * object without one goes at once.
     *
     * @param isOurs whether a finalizer of this name asks this controller
     */
    record GivenByUsers(Predicate<String> isOurs) implements FinalizerPolicy {}

    /** Nothing is to be cleaned up; the objects may go at once. */
    record None() implements FinalizerPolicy {}

    /** Those of the finalizers on an object that wait for this controller. */
    default Set<String> on(ToolkitResource<?, ?> object) {
        List<String> present = object.getMetadata().getFinalizers();
        return switch (this) {
            case Ours(String name) -> present.contains(name) ? Set.of(name) : Set.of();
            case GivenByUsers(var isOurs) -> present.stream().filter(isOurs).collect(Collectors.toUnmodifiableSet());
            case None _ -> Set.of();
        };
    }
}
