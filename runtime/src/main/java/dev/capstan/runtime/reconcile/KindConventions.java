package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.meta.ToolkitStatus;
import java.util.Optional;

/**
 * What a kind shares with the others of its family: the names that people and tools know, and the places in the status.
 *
 * @param kind the kind
 * @param initialStatus the status of an object that has none yet
 * @param finalizer the finalizer that keeps an object until its cleanup is done; empty when nothing is to be cleaned up
 * @param requestAnnotation the annotation that asks for a reconciliation whenever its value changes; empty when there is none
 * @param status the places in the status
 * @param <T> the kind
 * @param <S> its status
 */
public record KindConventions<T extends ToolkitResource<?, S>, S>(
        Class<T> kind,
        S initialStatus,
        Optional<String> finalizer,
        Optional<String> requestAnnotation,
        StatusConventions<S> status) {

    /** The conventions of the toolkit. */
    public static <T extends ToolkitResource<?, S>, S extends ToolkitStatus<S>> KindConventions<T, S> toolkit(
            Class<T> kind, S initialStatus) {
        return new KindConventions<>(
                kind,
                initialStatus,
                Optional.of(ToolkitKeys.FINALIZER),
                Optional.of(ToolkitKeys.REQUESTED_AT),
                new ToolkitStatusConventions<>());
    }

    /** The same for a kind that has a finalizer of its own. */
    public KindConventions<T, S> withFinalizer(String name) {
        return new KindConventions<>(kind, initialStatus, Optional.of(name), requestAnnotation, status);
    }

    /** The same for a kind whose objects may go at once. */
    public KindConventions<T, S> withoutFinalizer() {
        return new KindConventions<>(kind, initialStatus, Optional.empty(), requestAnnotation, status);
    }

    /** The value of the request annotation of an object. */
    Optional<String> requestOf(T object) {
        return requestAnnotation.flatMap(object::annotation);
    }

    /** The status of an object, or the one it starts with. */
    S statusOf(T object) {
        S status = object.getStatus();
        return status == null ? initialStatus : status;
    }
}
