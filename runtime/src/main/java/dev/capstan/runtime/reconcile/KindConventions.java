package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.runtime.object.StatusPlace;
import java.util.function.Function;

/**
 * What a kind shares with the others of its family: the names that people and tools know, and the places in the status.
 *
 * @param kind the kind
 * @param initialStatus the status of an object that has none yet
 * @param finalizers what keeps an object until its cleanup is done
 * @param requests how an annotation asks for a reconciliation
 * @param triggers which changes of the content start a reconciliation
 * @param statusPlace where the status is written
 * @param status the places in the status
 * @param turn the name of the queue in which an object waits for its turn; the queues take turns
 * @param <T> the kind
 * @param <S> its status
 */
public record KindConventions<T extends ToolkitResource<?, S>, S>(
        Class<T> kind,
        S initialStatus,
        FinalizerPolicy finalizers,
        RequestPolicy requests,
        TriggerPolicy<T> triggers,
        StatusPlace statusPlace,
        StatusConventions<S> status,
        Function<T, String> turn) {

    /** The conventions of the toolkit. */
    public static <T extends ToolkitResource<?, S>, S extends ToolkitStatus<S>> KindConventions<T, S> toolkit(
            Class<T> kind, S initialStatus) {
        return plain(kind, initialStatus, new ToolkitStatusConventions<>())
                .withFinalizer(ToolkitKeys.FINALIZER)
                .withRequests(new RequestPolicy.NotedInStatus(ToolkitKeys.REQUESTED_AT));
    }

    /**
     * Those of a kind that nothing is known of: no finalizer, no request annotation, a reconciliation for every generation, the status in
     * its subresource, turns by namespace.
     */
    public static <T extends ToolkitResource<?, S>, S> KindConventions<T, S> plain(
            Class<T> kind, S initialStatus, StatusConventions<S> status) {
        return new KindConventions<>(
                kind,
                initialStatus,
                new FinalizerPolicy.None(),
                new RequestPolicy.None(),
                TriggerPolicy.byGeneration(),
                StatusPlace.SUBRESOURCE,
                status,
                object -> object.key().namespace());
    }

    /** The same for a kind that has a finalizer of its own. */
    public KindConventions<T, S> withFinalizer(String name) {
        return withFinalizers(new FinalizerPolicy.Ours(name));
    }

    /** The same for a kind whose objects may go at once. */
    public KindConventions<T, S> withoutFinalizer() {
        return withFinalizers(new FinalizerPolicy.None());
    }

    /** The same for a kind whose objects are kept by something else. */
    public KindConventions<T, S> withFinalizers(FinalizerPolicy policy) {
        return new KindConventions<>(kind, initialStatus, policy, requests, triggers, statusPlace, status, turn);
    }

    /** The same for a kind that is asked in another way. */
    public KindConventions<T, S> withRequests(RequestPolicy policy) {
        return new KindConventions<>(kind, initialStatus, finalizers, policy, triggers, statusPlace, status, turn);
    }

    /** The same for a kind of which other changes count. */
    public KindConventions<T, S> withTriggers(TriggerPolicy<T> policy) {
        return new KindConventions<>(kind, initialStatus, finalizers, requests, policy, statusPlace, status, turn);
    }

    /** The same for a kind whose status is written elsewhere. */
    public KindConventions<T, S> withStatusPlace(StatusPlace place) {
        return new KindConventions<>(kind, initialStatus, finalizers, requests, triggers, place, status, turn);
    }

    /** The same for a kind whose objects wait in other queues. */
    public KindConventions<T, S> withTurn(Function<T, String> queue) {
        return new KindConventions<>(kind, initialStatus, finalizers, requests, triggers, statusPlace, status, queue);
    }

    /** The status of an object, or the one it starts with. */
    S statusOf(T object) {
        S stored = object.getStatus();
        return stored == null ? initialStatus : stored;
    }
}
